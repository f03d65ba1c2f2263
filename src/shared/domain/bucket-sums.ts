import { arrivedIn, noOutcomes, outcomes, type OutcomeCounts } from './outcome.ts';
import { recordOf } from './keys.ts';
import type { TimeSpan } from './time-buckets.ts';

/** What became of parts and frames, and entries of the log, in a span of time. */
export interface CountedSpan extends TimeSpan {
  readonly parts: OutcomeCounts;
  readonly frames: OutcomeCounts;
  readonly entries: number;
}

/** Sums of all. @param buckets one at least */
export function totalOf(buckets: readonly CountedSpan[]): CountedSpan {
  return buckets.reduce((sum, bucket) => ({
    from: sum.from,
    to: bucket.to,
    parts: added(sum.parts, bucket.parts),
    frames: added(sum.frames, bucket.frames),
    entries: sum.entries + bucket.entries,
  }));
}

/** Parts and frames of all. */
export function seenIn(buckets: readonly CountedSpan[]): Pick<CountedSpan, 'parts' | 'frames'> {
  return {
    parts: buckets.reduce((sum, { parts }) => added(sum, parts), noOutcomes),
    frames: buckets.reduce((sum, { frames }) => added(sum, frames), noOutcomes),
  };
}

/**
 * What a chart over time shows: parts, with their yield. Where there are none, the frames of cameras that run freely, which
 * have no yield.
 */
export function shownOf(buckets: readonly CountedSpan[]): 'parts' | 'frames' {
  return arrivedIn(seenIn(buckets).parts) > 0 ? 'parts' : 'frames';
}

/** Parts by what became of them, of two together. */
export function added(one: OutcomeCounts, other: OutcomeCounts): OutcomeCounts {
  return recordOf(outcomes, (outcome) => one[outcome] + other[outcome]);
}
