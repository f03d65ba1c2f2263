import { verdicts, type Verdict } from './verdict.ts';

/** An outcome that is no verdict: the part arrived, and nothing can be said of it. Never good. */
export const notInspected = 'not-inspected';

/** What became of a part that arrived: each part has one of these, and one only. */
export const outcomes = [...verdicts, notInspected] as const;

export type Outcome = Verdict | typeof notInspected;

/** Parts, or frames, by what became of them. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export const noOutcomes: OutcomeCounts = { good: 0, review: 0, defect: 0, 'not-inspected': 0 };

/** All that arrived. */
export function arrivedIn(counts: OutcomeCounts): number {
  return outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** Those that have a verdict. */
export function inspectedIn(counts: OutcomeCounts): number {
  return arrivedIn(counts) - counts[notInspected];
}

/**
 * Share of the parts that arrived that are good, 0..1; null where none arrived. A part that was not inspected is not good:
 * it lowers the yield as a defect does.
 */
export function yieldOf(counts: OutcomeCounts): number | null {
  const arrived = arrivedIn(counts);
  return arrived === 0 ? null : counts.good / arrived;
}

/** True for what the line has to sort out: a defect, and a part of which nothing is known. */
export function isRejected(outcome: Outcome): boolean {
  return outcome === 'defect' || outcome === notInspected;
}
