import { isRejected, type Outcome } from './outcome.ts';

/** Fewest and most rejects in a row that a product may alarm after. */
export const alarmAfterBounds = { least: 1, most: 100 } as const;

/** How many rejects came in a row so far. */
export type RejectRow = number;

export const noRejects: RejectRow = 0;

/**
 * The row after one more part. A good part ends it; a defect lengthens it, and so does a part that was not inspected, which
 * the line sorts out as well (decision 0072). A part for review says neither that the process is well nor that it is not: it
 * leaves the row as it is.
 *
 * @param isSamePart whether the frame shows the part of the frame before, which counts once
 */
export function lengthenRow(row: RejectRow, outcome: Outcome, isSamePart: boolean): RejectRow {
  if (outcome === 'good') return noRejects;
  return isRejected(outcome) && !isSamePart ? row + 1 : row;
}

/** True when a row of this length is to alarm; null: the product never alarms. */
export function isAlarming(row: RejectRow, alarmAfter: number | null): boolean {
  return alarmAfter !== null && row >= alarmAfter;
}
