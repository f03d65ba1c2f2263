import type { Verdict } from './verdict.ts';
import { wilsonRate, type Rate } from './wilson-interval.ts';

/** Entries of the log by the model's verdict and the latest decision of a person; good ones are kept good parts. */
export interface DecidedEntries {
  readonly verdict: Verdict;
  /** Null: undecided. */
  readonly decision: 'good' | 'defect' | null;
  readonly entries: number;
  /** Those of them whose source gives one picture a part. */
  readonly parts: number;
}

export interface DecisionRates {
  /** Of the entries called defect that a person decided: those that are good. */
  readonly falseRejects: Rate;
  /** Of the entries sent to review that a person decided: those that are good. */
  readonly goodInReview: Rate;
  /** Of the entries that a person called defect: those that the model sent to review only. */
  readonly caughtInReview: Rate;
  /** Share of all inspected parts that were rejected although good; null without parts of one picture each. */
  readonly rejectedGoodParts: {
    /** As decided. */
    readonly least: number;
    /** If all that nobody decided were good as well. */
    readonly most: number;
    readonly parts: number;
  } | null;
  /**
   * Of the kept good parts that a person decided: those that are defective. Which good parts are kept is the product's rule: those near T1
   * escape more often than others.
   */
  readonly escapes: Rate;
  /** Entries that are not good and nobody decided on. */
  readonly undecided: number;
}

/** Rates of fewer decisions say next to nothing: they are shown, and stressed nowhere. */
const telling = 10;

/** Whether enough was decided for a rate to tell something. */
export function isTelling({ of }: Pick<Rate, 'of'>): boolean {
  return of >= telling;
}

/**
 * What people's decisions say of the model. The log holds what was not good, and the good parts that a product has kept: how many of all
 * good parts are escapes cannot be told from it, only how many of those.
 *
 * @param inspectedParts parts of one picture each that were inspected, good ones too
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
