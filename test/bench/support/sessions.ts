import { InferenceSession } from 'onnxruntime-node';
import { headlessHost } from '../../../src/main/host/headless-host.ts';
import { createProviderCheck } from '../../../src/main/inference/provider-check.ts';
import type { Tuning } from '../../../src/main/inference/graph-tuning.ts';
import type { ProviderName } from '../../../src/main/inference/provider-protocol.ts';
import { graphOptions } from '../../../src/main/inference/graph-options.ts';

/** One thread that sleeps while it waits, so that its processor time is that of the arithmetic only, whatever else runs. */
export const singleThread: Tuning = { threads: 1, spinning: false };

/**
 * Checks in a process of its own whether a provider works on this machine.
 *
 * @throws Error with the reason and the remedy
 */
export async function requireProvider(provider: ProviderName): Promise<void> {
  if (provider === 'cpu') return;
  const check = createProviderCheck(headlessHost());
  const refusal = (await check.refused()).find((refused) => refused.provider === provider);
  check.close();
  if (!refusal) return;
  process.stderr.write(
    `The provider ${provider} cannot be had here: ${refusal.reason}\n` +
      'The README says what it needs (With a GPU); --provider cpu measures the processor.\n',
  );
  process.exit(1);
}

/** Opens a graph as the station does. */
export async function openGraph(
  graph: Uint8Array,
  provider: ProviderName,
  tuning?: Tuning,
): Promise<InferenceSession> {
  return InferenceSession.create(graph, await graphOptions(provider, tuning));
}
