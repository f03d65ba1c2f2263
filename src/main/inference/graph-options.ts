import type { InferenceSession } from 'onnxruntime-node';
import { exactIntegers } from '../networks/onnx/exact-integers.ts';
import type { ProviderName } from './provider-protocol.ts';
import { untuned, type Tuning } from './graph-tuning.ts';

/** Returns ONNX Runtime's session options for a graph on a provider. */
export async function graphOptions(
  provider: ProviderName,
  { threads, spinning }: Tuning = untuned,
): Promise<InferenceSession.SessionOptions> {
  const { extra } = await exactIntegers();
  return {
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    extra: { ...extra, ...(spinning ? {} : { 'session.intra_op.allow_spinning': '0' }) },
    ...(threads === null ? {} : { intraOpNumThreads: threads }),
  };
}
