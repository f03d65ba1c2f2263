/** Number of latest intervals that define the usual one. */
const intervalsKept = 9;

/** Usual intervals without a part after which a verdict is out of date. */
const intervalsOfSilence = 3;

/** Times between the latest parts of a source, milliseconds; newest last. */
export type Intervals = readonly number[];

/** Adds the interval of one more part. @param since milliseconds since the part before */
export function withInterval(intervals: Intervals, since: number): Intervals {
  return [...intervals, since].slice(-intervalsKept);
}

/**
 * Returns the milliseconds without a part after which the last verdict is out of date: three times the usual
 * interval, at least `least`. The usual interval is the median of the latest ones, so a single gap changes
 * little.
 */
export function silenceAfter(intervals: Intervals, least: number): number {
  const sorted = intervals.toSorted((one, other) => one - other);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.max(least, intervalsOfSilence * usual);
}
