import type { Verdict } from './verdict.ts';
import { wilsonRate, type Rate } from './wilson-interval.ts';

/** Log entries by the model's verdict and a person's latest decision; good ones are kept good parts. */
export interface DecidedEntries {
  readonly verdict: Verdict;
  /** Null: undecided. */
  readonly decision: 'good' | 'defect' | null;
  readonly entries: number;
  /** Number of these entries whose source gives one picture per part. */
  readonly parts: number;
}

export interface DecisionRates {
  /** Good ones among the decided entries called defect. */
  readonly falseRejects: Rate;
  /** Good ones among the decided entries sent to review. */
  readonly goodInReview: Rate;
  /** Those sent to review among the entries that a person called defect. */
  readonly caughtInReview: Rate;
  /**
   * Share of all inspected parts that were rejected although good; null without parts of one picture each.
   */
  readonly rejectedGoodParts: {
    /** Counts only parts that a person called good. */
    readonly least: number;
    /** Counts undecided rejected parts as good, too. */
    readonly most: number;
    readonly parts: number;
  } | null;
  /**
   * Defective ones among the decided kept good parts. The product's rule selects which good parts are kept;
   * those near T1 escape more often than others.
   */
  readonly escapes: Rate;
  /** Entries that are not good and that nobody decided on. */
  readonly undecided: number;
}

/** Rates of fewer decisions say little, so they are shown without emphasis. */
const telling = 10;

/** Returns whether a rate has enough decisions to be meaningful. */
export function isTelling({ of }: Pick<Rate, 'of'>): boolean {
  return of >= telling;
}

/**
 * Computes rates of errors from people's decisions. The log holds parts that were not good, and kept good
 * parts. So the rate of escapes is known among kept good parts only, not among all good parts.
 *
 * @param inspectedParts inspected parts of one picture each, including good ones
 */
export function decisionRates(groups: readonly DecidedEntries[], inspectedParts: number): DecisionRates {
  const sum = (
    value: 'entries' | 'parts',
    verdict: DecidedEntries['verdict'],
    decision: DecidedEntries['decision'],
  ): number =>
    groups
      .filter((group) => group.verdict === verdict && group.decision === decision)
      .reduce((total, group) => total + group[value], 0);
  const entries = (verdict: DecidedEntries['verdict'], decision: DecidedEntries['decision']): number =>
    sum('entries', verdict, decision);
  const rejectedGood = entries('defect', 'good');
  const reviewedGood = entries('review', 'good');
  const [rejectedDefects, reviewedDefects] = [entries('defect', 'defect'), entries('review', 'defect')];
  const [escapes, rightlyGood] = [entries('good', 'defect'), entries('good', 'good')];
  const confirmed = sum('parts', 'defect', 'good');
  return {
    falseRejects: wilsonRate(rejectedGood, rejectedGood + rejectedDefects),
    goodInReview: wilsonRate(reviewedGood, reviewedGood + reviewedDefects),
    caughtInReview: wilsonRate(reviewedDefects, reviewedDefects + rejectedDefects),
    rejectedGoodParts:
      inspectedParts === 0
        ? null
        : {
            least: confirmed / inspectedParts,
            most: (confirmed + sum('parts', 'defect', null)) / inspectedParts,
            parts: inspectedParts,
          },
    escapes: wilsonRate(escapes, escapes + rightlyGood),
    undecided: entries('defect', null) + entries('review', null),
  };
}
