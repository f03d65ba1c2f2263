import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphBuilder } from '../networks/onnx/graph-builder.ts';
import { providerOrder } from './providers.ts';

/** Runs a convolution of a few numbers on the provider named on the command line; exit code 0 when that works. */
async function probe(): Promise<void> {
  const provider = providerOrder.find((name) => name === process.argv[2]);
  if (!provider) throw new Error(`Unknown execution provider ${String(process.argv[2])}`);
  const graph = new GraphBuilder('probe');
  const input = graph.input('x', 'float', [1, 1, 4, 4]);
  const kernel = graph.constant('kernel', [1, 1, 3, 3], new Float32Array(9).fill(1));
  graph.output('y', graph.node('Conv', [input, kernel]), 'float', [1, 1, 2, 2]);
  const session = await InferenceSession.create(graph.serialise(), {
    executionProviders: [provider],
    logSeverityLevel: 4,
  });
  const { y } = await session.run({ x: new Tensor('float32', new Float32Array(16).fill(1), [1, 1, 4, 4]) });
  if (y?.data[0] !== 9) throw new Error(`The provider ${provider} computes wrong values`);
}

probe().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
