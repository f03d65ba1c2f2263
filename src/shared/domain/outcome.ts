import { verdicts, type Verdict } from './verdict.ts';

/** The outcome of a part that arrived and has no verdict. It never counts as good. */
export const notInspected = 'not-inspected';

/** The possible outcomes, from the best to the worst; each part that arrives has exactly one. */
export const outcomes = [...verdicts, notInspected] as const;

export type Outcome = Verdict | typeof notInspected;

/** Numbers of parts or frames by outcome. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export const noOutcomes: OutcomeCounts = { good: 0, review: 0, defect: 0, 'not-inspected': 0 };

/** Counts all that arrived. */
export function arrivedIn(counts: OutcomeCounts): number {
  return outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** Counts those with a verdict. */
export function inspectedIn(counts: OutcomeCounts): number {
  return arrivedIn(counts) - counts[notInspected];
}

/**
 * Returns the good parts as a share of all that arrived, 0..1; null if none arrived. Parts that were not
 * inspected lower the yield just as defects do.
 */
export function yieldOf(counts: OutcomeCounts): number | null {
  const arrived = arrivedIn(counts);
  return arrived === 0 ? null : counts.good / arrived;
}

/** Returns whether the line must sort the part out: a defect, or a part without a verdict. */
export function isRejected(outcome: Outcome): boolean {
  return outcome === 'defect' || outcome === notInspected;
}
