import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { messageOf } from '../../shared/domain/station-error.ts';
import { workerPort } from '../host/worker-port.ts';
import { GraphBuilder } from '../networks/onnx/graph-builder.ts';
import { toProviderProbeSchema, type FromProviderProbe, type ProviderName } from './provider-protocol.ts';

/** The trial process: runs a convolution of a few numbers on the provider it is told, and says how that went. */
const port = workerPort();

port.onMessage((message) => {
  void refusalOf(message).then((refusal) => port.send({ refusal } satisfies FromProviderProbe));
});

async function refusalOf(message: unknown): Promise<string | null> {
  try {
    const { provider } = toProviderProbeSchema.parse(message);
    if (!listSupportedBackends().some(({ name }) => name === provider)) {
      return 'not part of this build of ONNX Runtime';
    }
    await run(provider);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** @throws Error when the provider does not start or computes wrong values */
async function run(provider: ProviderName): Promise<void> {
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
