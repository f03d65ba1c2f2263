import { isRejected, type Outcome } from './outcome.ts';

/** Bounds of the number of rejects in a row that raise a product's alarm. */
export const alarmAfterBounds = { least: 1, most: 100 } as const;

/** Number of rejects in a row so far. */
export type RejectRow = number;

export const noRejects: RejectRow = 0;

/**
 * Returns the row after one more part. A good part ends it. A defect lengthens it, and so does a part that
 * was not inspected, since the line sorts both out (decision 0072). A part in review leaves it unchanged.
 *
 * @param isSamePart whether the frame shows the same part as the frame before; such frames count once
 */
export function lengthenRow(row: RejectRow, outcome: Outcome, isSamePart: boolean): RejectRow {
  if (outcome === 'good') return noRejects;
  return isRejected(outcome) && !isSamePart ? row + 1 : row;
}

/** Returns whether a row of this length raises an alarm. @param alarmAfter null: the product never alarms */
export function isAlarming(row: RejectRow, alarmAfter: number | null): boolean {
  return alarmAfter !== null && row >= alarmAfter;
}
