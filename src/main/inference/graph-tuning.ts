import { z } from 'zod';
import { median } from '../../shared/domain/robust-deviation.ts';

/** How a graph that runs uses the processor. */
export const tuningSchema = z.object({
  /** Threads that share an operation; null: as many as ONNX Runtime takes by itself, one a physical core. */
  threads: z.int().positive().nullable(),
  /** Whether threads look for work for a while before they sleep: a little faster alone, and takes the processor from the rest. */
  spinning: z.boolean(),
});
export type Tuning = z.infer<typeof tuningSchema>;

/**
 * As many threads as ONNX Runtime takes by itself, none of them spinning: camera, window and log need the same processor between
 * two frames.
 */
export const untuned: Tuning = { threads: null, spinning: false };

/** A tuning has to save this share of the time to be taken. */
const leastGain = 0.05;
/** A frame that takes no longer leaves a camera of thirty a second waiting for nothing, milliseconds. */
const quickEnough = 20;

/**
 * The tunings that are worth a trial, the untuned one first: with fewer threads, which is faster where cores are unlike each
 * other, and takes less of the processor where they are not.
 *
 * @param processors number of logical processors
 */
export function tuningCandidates(processors: number): Tuning[] {
  const shares = [processors / 2, processors / 4].map(Math.round).filter((count) => count >= 1);
  const counts = new Set([...shares, 1]);
  return [untuned, ...[...counts].map((threads) => ({ threads, spinning: false }))];
}

/**
 * The candidate of the fewest threads that is quick enough: camera, window and log need the processor as well, and threads that wait
 * for each other on busy cores waste it (`npm run bench -- live`: 24.6 frames a second with two threads, 27.3 with one). Else
 * the fastest.
 *
 * @param times of each candidate, round by round, milliseconds
 */
export function bestTuning(candidates: readonly Tuning[], times: readonly (readonly number[])[]): Tuning {
  const quick = candidates
    .filter((_, at) => median(times[at] ?? []) <= quickEnough)
    .toSorted((a, b) => (a.threads ?? Infinity) - (b.threads ?? Infinity));
  return quick[0] ?? fastest(candidates, times);
}

/**
 * The fastest of the candidates, by the median over the rounds of its time as a share of the untuned one's.
 *
 * @param times of each candidate, round by round
 */
function fastest(candidates: readonly Tuning[], times: readonly (readonly number[])[]): Tuning {
  const [reference = []] = times;
  let best = { tuning: untuned, share: 1 - leastGain };
  for (const [at, tuning] of candidates.entries()) {
    const shares = (times[at] ?? []).map((time, round) => time / (reference[round] ?? Number.NaN));
    const share = median(shares);
    if (share < best.share) best = { tuning, share };
  }
  return best.tuning;
}
