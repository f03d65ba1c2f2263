import { InferenceSession } from 'onnxruntime-node';
import { messageOf } from '../../shared/domain/station-error.ts';
import { exactArithmetic } from '../networks/onnx/session-options.ts';
import { providerOrder, type ProviderName, type RefusedProvider } from './provider-protocol.ts';

export interface OpenedSession {
  readonly session: InferenceSession;
  readonly provider: ProviderName;
  readonly refused: readonly RefusedProvider[];
}

/** Settings of a session for a provider. */
export function sessionOptions(provider: ProviderName): InferenceSession.SessionOptions {
  return {
    ...exactArithmetic,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
  };
}

/**
 * Opens a graph with the first provider that works.
 *
 * @param known providers that failed their trial: not tried, since one whose libraries crash would end this process
 * @throws Error when not even the CPU can open the graph
 */
export async function openSession(graph: string, known: readonly RefusedProvider[]): Promise<OpenedSession> {
  const refused = [...known];
  let last: unknown = new Error('no execution provider');
  for (const provider of providerOrder) {
    if (known.some((refusal) => refusal.provider === provider)) continue;
    try {
      return { session: await InferenceSession.create(graph, sessionOptions(provider)), provider, refused };
    } catch (error) {
      last = error;
      refused.push({ provider, reason: messageOf(error) });
    }
  }
  throw last;
}
