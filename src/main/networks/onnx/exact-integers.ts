import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphBuilder } from './graph-builder.ts';

const channels = 64;
const [largestInput, largestWeight] = [255, 127];

/**
 * Session options for processors with overflowing integer kernels: exact products, about as slow as floats.
 */
const exactOption = { extra: { 'session.x64quantprecision': '1' } } satisfies InferenceSession.SessionOptions;
let found: Promise<InferenceSession.SessionOptions> | null = null;

/**
 * Returns the options that ONNX Runtime needs to compute integers exactly. Its default kernel on x64
 * overflows on processors without VNNI; the option against that makes integers useless on the others. So this
 * thread tries it once.
 */
export function exactIntegers(): Promise<InferenceSession.SessionOptions> {
  found ??= largestProductIsExact().then((exact) => (exact ? {} : exactOption));
  return found;
}

/** Runs a convolution of the largest numbers; two of their products do not fit 16 bits. */
async function largestProductIsExact(): Promise<boolean> {
  const session = await InferenceSession.create(largestProductGraph(), { logSeverityLevel: 3 });
  const x = new Tensor('float32', new Float32Array(channels).fill(largestInput), [1, channels, 1, 1]);
  const { y } = await session.run({ x });
  await session.release();
  return y?.data[0] === largestInput * largestWeight * channels;
}

function largestProductGraph(): Uint8Array {
  const graph = new GraphBuilder('largest_product');
  const x = graph.input('x', 'float', [1, channels, 1, 1]);
  const zero = graph.constant('zero', [], Uint8Array.of(0));
  const through = (value: string, step: number): string => {
    const size = graph.scalar('step', step);
    return graph.node('DequantizeLinear', [graph.node('QuantizeLinear', [value, size, zero]), size, zero]);
  };
  const ones = graph.constant('ones', [channels], new Float32Array(channels).fill(1));
  const kernel = graph.node(
    'DequantizeLinear',
    [
      graph.constant('kernel', [channels, channels, 1, 1], new Int8Array(channels ** 2).fill(largestWeight)),
      ones,
      graph.constant('kernel_zero', [channels], new Int8Array(channels)),
    ],
    { axis: 0 },
  );
  const convolved = graph.node('Conv', [through(x, 1), kernel], { kernel_shape: [1, 1] });
  // The exact result is a whole number of steps, one below the maximum.
  const step = (largestInput * largestWeight * channels) / (largestInput - 1);
  graph.output('y', through(convolved, step), 'float', [1, channels, 1, 1]);
  return graph.serialise();
}
