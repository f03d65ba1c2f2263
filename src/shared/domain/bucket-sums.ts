import { arrivedIn, noOutcomes, outcomes, type OutcomeCounts } from './outcome.ts';
import { recordOf } from './keys.ts';
import type { TimeSpan } from './time-buckets.ts';

/** Parts and frames by outcome, and log entries, in a span of time. */
export interface CountedSpan extends TimeSpan {
  readonly parts: OutcomeCounts;
  readonly frames: OutcomeCounts;
  readonly entries: number;
}

/** Adds up all buckets. @param buckets at least one */
export function totalOf(buckets: readonly CountedSpan[]): CountedSpan {
  return buckets.reduce((sum, bucket) => ({
    from: sum.from,
    to: bucket.to,
    parts: added(sum.parts, bucket.parts),
    frames: added(sum.frames, bucket.frames),
    entries: sum.entries + bucket.entries,
  }));
}

/** Adds up the parts and frames of all buckets. */
export function seenIn(buckets: readonly CountedSpan[]): Pick<CountedSpan, 'parts' | 'frames'> {
  return {
    parts: buckets.reduce((sum, { parts }) => added(sum, parts), noOutcomes),
    frames: buckets.reduce((sum, { frames }) => added(sum, frames), noOutcomes),
  };
}

/**
 * Returns what a chart over time shows: parts, with their yield; if there are none, the frames of
 * free-running cameras, which have no yield.
 */
export function shownOf(buckets: readonly CountedSpan[]): 'parts' | 'frames' {
  return arrivedIn(seenIn(buckets).parts) > 0 ? 'parts' : 'frames';
}

/** Adds two counts, outcome by outcome. */
export function added(one: OutcomeCounts, other: OutcomeCounts): OutcomeCounts {
  return recordOf(outcomes, (outcome) => one[outcome] + other[outcome]);
}
