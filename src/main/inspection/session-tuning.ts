import { z } from 'zod';

/** How a session uses the processor. */
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

/**
 * The tunings that are worth a trial, the untuned one first: with fewer threads, which is faster where cores are unlike each
 * other.
 *
 * @param processors number of logical processors
 */
export function tuningCandidates(processors: number): Tuning[] {
  const counts = new Set([processors / 2, processors / 4].map(Math.round).filter((count) => count >= 1));
  return [untuned, ...[...counts].map((threads) => ({ threads, spinning: false }))];
}

/**
 * The fastest of the candidates, by the median over the rounds of its time as a share of the untuned one's.
 *
 * @param times of each candidate, round by round
 */
export function fastest(candidates: readonly Tuning[], times: readonly (readonly number[])[]): Tuning {
  const [reference = []] = times;
  let best = { tuning: untuned, share: 1 - leastGain };
  for (const [at, tuning] of candidates.entries()) {
    const shares = (times[at] ?? []).map((time, round) => time / (reference[round] ?? Number.NaN));
    const share = shares.toSorted((a, b) => a - b)[Math.floor(shares.length / 2)] ?? Number.NaN;
    if (share < best.share) best = { tuning, share };
  }
  return best.tuning;
}
