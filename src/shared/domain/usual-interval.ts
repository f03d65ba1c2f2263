/** Parts that tell how often parts come. */
const intervalsKept = 9;

/** A verdict is out of date once this many usual intervals have passed without another part. */
export const intervalsOfSilence = 3;

/** The times between the last parts of a source, milliseconds; the newest last. */
export type Intervals = readonly number[];

/** The intervals after one more part. @param since milliseconds since the part before */
export function withInterval(intervals: Intervals, since: number): Intervals {
  return [...intervals, since].slice(-intervalsKept);
}

/**
 * After how long without a part the last verdict says nothing of the line any more, milliseconds: three times the usual
 * interval (the median of the last ones, so that a single gap changes little), and never less than `least`.
 */
export function silenceAfter(intervals: Intervals, least: number): number {
  const sorted = intervals.toSorted((one, other) => one - other);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.max(least, intervalsOfSilence * usual);
}
