import { z } from 'zod';
import { median } from '../../shared/domain/robust-deviation.ts';

/** How a graph uses the processor. */
export const tuningSchema = z.object({
  /** Number of threads that share an operation; null for ONNX Runtime's default, one for each physical core. */
  threads: z.int().positive().nullable(),
  /** True if idle threads spin before they sleep: a little faster alone, but it takes processor time from everything else. */
  spinning: z.boolean(),
});
export type Tuning = z.infer<typeof tuningSchema>;

/**
 * ONNX Runtime's default number of threads, none of them spinning, because camera, window and log need the processor between two
 * frames.
 */
export const untuned: Tuning = { threads: null, spinning: false };

/** Share of the time that a tuning must save to be chosen. */
const leastGain = 0.05;
/** A frame's time that is short enough for a camera of thirty frames a second, milliseconds. */
const quickEnough = 20;

/**
 * Lists the tunings worth a trial, the untuned one first. Fewer threads are faster if the cores differ from each other, and use less
 * processor time if they do not.
 *
 * @param processors number of logical processors
 */
export function tuningCandidates(processors: number): Tuning[] {
  const shares = [processors / 2, processors / 4].map(Math.round).filter((count) => count >= 1);
  const counts = new Set([...shares, 1]);
  return [untuned, ...[...counts].map((threads) => ({ threads, spinning: false }))];
}

/**
 * Returns the candidate with the fewest threads that is quick enough; the fastest one if none is. Camera, window and log need the
 * processor as well, and threads that wait for each other on busy cores waste it (`npm run bench -- live`: 24.6 frames a second with
 * two threads, 27.3 with one).
 *
 * @param times times of each candidate, round by round, milliseconds
 */
export function bestTuning(candidates: readonly Tuning[], times: readonly (readonly number[])[]): Tuning {
  const quick = candidates
    .filter((_, at) => median(times[at] ?? []) <= quickEnough)
    .toSorted((a, b) => (a.threads ?? Infinity) - (b.threads ?? Infinity));
  return quick[0] ?? fastest(candidates, times);
}

/**
 * Returns the fastest candidate, by the median over the rounds of its time relative to the untuned one's.
 *
 * @param times times of each candidate, round by round
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
