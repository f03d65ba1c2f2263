import { InferenceSession, listSupportedBackends } from 'onnxruntime-node';
import { messageOf } from '../../shared/domain/station-error.ts';
import type { RefusedProvider } from './protocol.ts';

/** Execution providers in the order of preference. */
export const providerOrder = ['cuda', 'cpu'] as const;

export type ProviderName = (typeof providerOrder)[number];

export interface OpenedSession {
  readonly session: InferenceSession;
  readonly provider: ProviderName;
  readonly refused: readonly RefusedProvider[];
}

/** Settings of a session for a provider. */
export function sessionOptions(provider: ProviderName): InferenceSession.SessionOptions {
  return {
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
  };
}

/**
 * Opens a graph with the first provider that works.
 *
 * @param allowed providers that may be tried at all: a provider whose libraries crash is left out by the probe
 * @throws Error when not even the CPU can open the graph
 */
export async function openSession(
  graph: string,
  allowed: ReadonlyMap<ProviderName, string | null>,
): Promise<OpenedSession> {
  const refused: RefusedProvider[] = [];
  let last: unknown = new Error('no execution provider');
  for (const provider of providerOrder) {
    const reason = allowed.get(provider) ?? null;
    if (reason !== null) {
      refused.push({ provider, reason });
      continue;
    }
    try {
      return { session: await InferenceSession.create(graph, sessionOptions(provider)), provider, refused };
    } catch (error) {
      last = error;
      refused.push({ provider, reason: messageOf(error) });
    }
  }
  throw last;
}

/** Providers this build of the runtime can load at all. */
export function bundledProviders(): ReadonlySet<string> {
  return new Set(listSupportedBackends().map((backend) => backend.name));
}
