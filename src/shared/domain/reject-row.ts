import { isRejected, type Outcome } from './outcome.ts';

/** Fewest and most defects in a row that a product may alarm after. */
export const alarmAfterBounds = { least: 1, most: 100 } as const;

/** Defects in a row so far. */
export interface DefectRun {
  readonly length: number;
  /** The log's entry of the last defect; null when there was none, or when the log could not keep it. */
  readonly lastEntry: number | null;
}

export const noRun: DefectRun = { length: 0, lastEntry: null };

/**
 * The run after one more part. A good part ends it; a defect lengthens it, and so does a part that was not inspected, which
 * the line sorts out as well (decision 0072). A part for review says neither that the process is well nor that it is not: it
 * leaves the run as it is. Frames of a live camera that share an entry of the log show the same part and count once.
 *
 * @param entry the log's entry that shows the part; null for a good one, or when it could not be kept
 */
export function lengthenRun(run: DefectRun, outcome: Outcome, entry: number | null): DefectRun {
  if (outcome === 'good') return noRun;
  if (!isRejected(outcome)) return run;
  if (entry !== null && entry === run.lastEntry) return run;
  return { length: run.length + 1, lastEntry: entry };
}

/** True when a run of this length is to alarm; null: the product never alarms. */
export function isAlarming({ length }: DefectRun, alarmAfter: number | null): boolean {
  return alarmAfter !== null && length >= alarmAfter;
}
