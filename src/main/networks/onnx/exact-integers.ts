import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphBuilder } from './graph-builder.ts';

const channels = 64;
const [largestInput, largestWeight] = [255, 127];

/** Session options for processors whose fast integer products overflow: exact products, about as slow as those of floats. */
const exactOption = { extra: { 'session.x64quantprecision': '1' } } satisfies InferenceSession.SessionOptions;
let found: Promise<InferenceSession.SessionOptions> | null = null;

/**
 * What ONNX Runtime needs to compute integers as they are. ONNX Runtime's default on x64 is a kernel that overflows where the
 * processor lacks VNNI; its option against that costs the other processors all that integers save. So it is tried, once a
 * thread.
 */
export function exactIntegers(): Promise<InferenceSession.SessionOptions> {
  found ??= largestProductIsExact().then((exact) => (exact ? {} : exactOption));
  return found;
}

/** Runs a convolution of the largest numbers there are; two of their products do not fit 16 bits. */
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
  // The exact result is a whole number of steps, one below the most there are.
  const step = (largestInput * largestWeight * channels) / (largestInput - 1);
  graph.output('y', through(convolved, step), 'float', [1, channels, 1, 1]);
  return graph.serialise();
}
