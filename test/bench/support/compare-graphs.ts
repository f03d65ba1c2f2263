import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../../../src/main/inference/provider-protocol.ts';
import { untuned, type Tuning } from '../../../src/main/inference/graph-tuning.ts';
import { openGraph, singleThread } from './sessions.ts';
import { medianRatio, timeInTurn, timingOf, type Effort, type Times, type Timing } from './timing.ts';

export interface GraphVariant {
  readonly name: string;
  readonly graph: Uint8Array;
  readonly feeds: InferenceSession.FeedsType;
}

export interface ComparedGraph extends Timing {
  /** This graph's time as a multiple of the first graph's: by the clock, with the station's session. */
  readonly ratioByClock: number;
  /** The same in processor time of a single thread, which is valid on a busy machine too. */
  readonly ratioOfProcessorTime: number;
}

/** Times graphs in turn, with the station's session and with a single thread. */
export async function compareGraphs(
  variants: readonly GraphVariant[],
  provider: ProviderName,
  effort: Effort,
): Promise<ComparedGraph[]> {
  const clock = await timesOf(variants, provider, effort, untuned);
  const processor = await timesOf(variants, provider, effort, singleThread);
  return clock.map((times, at) => ({
    ...timingOf(times),
    processor: timingOf(processor[at] ?? times).processor,
    ratioByClock: medianRatio(times.wall, clock[0]?.wall ?? []),
    ratioOfProcessorTime: medianRatio(processor[at]?.processor ?? [], processor[0]?.processor ?? []),
  }));
}

async function timesOf(
  variants: readonly GraphVariant[],
  provider: ProviderName,
  effort: Effort,
  tuning: Tuning,
): Promise<Times[]> {
  const sessions: InferenceSession[] = [];
  for (const { graph } of variants) sessions.push(await openGraph(graph, provider, tuning));
  const runs = variants.map(({ name, feeds }, at) => ({
    name,
    run: async () => sessions[at]?.run(feeds, sessions[at].outputNames.slice(0, 2)),
  }));
  const times = await timeInTurn(runs, { ...effort, budgetMs: effort.budgetMs * variants.length });
  for (const session of sessions) await session.release();
  return times;
}
