import { InferenceSession } from 'onnxruntime-node';
import { messageOf } from '../../shared/domain/station-error.ts';
import { providerOrder, type ProviderName, type RefusedProvider } from './provider-protocol.ts';
import { graphOptions } from './graph-options.ts';
import { untuned, type Tuning } from './graph-tuning.ts';

export interface OpenedGraph {
  readonly session: InferenceSession;
  readonly provider: ProviderName;
  readonly refused: readonly RefusedProvider[];
}

/**
 * Opens a graph with the first provider that works.
 *
 * @param known providers that failed their trial. They are not tried here, because their libraries could crash this process
 * @param tuningOf returns how the graph uses the processor
 * @throws Error if not even the CPU can open the graph
 */
export async function openGraph(
  graph: string,
  known: readonly RefusedProvider[],
  tuningOf: (graph: string) => Promise<Tuning>,
): Promise<OpenedGraph> {
  const refused = [...known];
  let last: unknown = new Error('no execution provider');
  for (const provider of providerOrder) {
    if (known.some((refusal) => refusal.provider === provider)) continue;
    try {
      const tuning = provider === 'cpu' ? await tuningOf(graph) : untuned;
      const session = await InferenceSession.create(graph, await graphOptions(provider, tuning));
      return { session, provider, refused };
    } catch (error) {
      last = error;
      refused.push({ provider, reason: messageOf(error) });
    }
  }
  throw last;
}
