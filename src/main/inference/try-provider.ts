import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { messageOf } from '../../shared/domain/station-error.ts';
import { GraphBuilder } from '../networks/onnx/graph-builder.ts';
import type { ProviderName } from './provider-protocol.ts';

/**
 * Computes a small convolution with a provider. Call it in a process that may crash, because a library that does not fit the driver ends
 * the process that loads it.
 *
 * @returns why the provider does not work; null if it does
 */
export async function refusalOf(provider: ProviderName): Promise<string | null> {
  try {
    if (!listSupportedBackends().some(({ name }) => name === provider)) {
      return 'not part of this build of ONNX Runtime';
    }
    await run(provider);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** @throws Error if the provider does not start or computes wrong values */
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
