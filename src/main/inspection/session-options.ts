import type { InferenceSession } from 'onnxruntime-node';
import { exactArithmetic } from '../networks/onnx/session-options.ts';
import type { ProviderName } from './provider-protocol.ts';
import { untuned, type Tuning } from './session-tuning.ts';

/** Settings of a session that runs frames on a provider. */
export function sessionOptions(
  provider: ProviderName,
  { threads, spinning }: Tuning = untuned,
): InferenceSession.SessionOptions {
  const waiting = spinning ? {} : { intra_op: { allow_spinning: '0' } };
  return {
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    extra: { session: { ...exactArithmetic.extra.session, ...waiting } },
    ...(threads === null ? {} : { intraOpNumThreads: threads }),
  };
}
