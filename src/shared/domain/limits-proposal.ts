import { withScoreLimits, type ChosenLimits, type ChosenRegionLimits } from './chosen-limits.ts';
import { outcomeAt, type DecisionOutcome } from './decision-outcome.ts';
import type { LabelledScore } from './labelled-score.ts';
import { proposeLimits, type LimitsAim } from './limit-proposals.ts';
import type { ProfiledPart, RegionProfile } from './region-profile.ts';
import type { Thresholds } from './verdict.ts';
import { wilsonRate, type Rate } from './wilson-interval.ts';

/** A labelled part of an evaluation. */
export type KnownPart = LabelledScore & ProfiledPart & { readonly kind: string };

export interface LimitsProposal {
  readonly limits: ChosenLimits;
  /** Results on the parts that the limits were found on. */
  readonly outcome: DecisionOutcome;
  /**
   * Results on unseen parts by cross-validation: limits found on the other parts judge each part; mean of
   * several divisions. Null with fewer than two defective parts.
   */
  readonly validated: DecisionOutcome | null;
}

const mostFolds = 5;
/** Number of divisions to average over; with many parts, one division is enough. */
const divisionsOf = (parts: number): number => (parts > 400 ? 1 : 5);

/**
 * Proposes limits from an evaluation's good and defective parts, with the resulting decisions.
 *
 * @param regions limits of the map; the pixel threshold may follow the new T2
 * @returns null if no part is defective
 */
export function limitsProposal(
  evaluated: { readonly scores: readonly KnownPart[]; readonly regionProfile: RegionProfile | null },
  aim: LimitsAim,
  own: Thresholds,
  regions: ChosenRegionLimits,
): LimitsProposal | null {
  const limits = proposeLimits(evaluated.scores, aim, own);
  if (limits === null) return null;
  const chosen = withScoreLimits(regions, limits);
  const { regionProfile } = evaluated;
  const judged = (parts: readonly KnownPart[], found: Thresholds): DecisionOutcome =>
    outcomeAt({ scores: parts, regionProfile }, withScoreLimits(regions, found));
  return {
    limits: chosen,
    outcome: outcomeAt(evaluated, chosen),
    validated: crossValidated(evaluated.scores, aim, own, judged),
  };
}

/** Runs a repeated cross-validation. Good parts and each kind of defect are divided evenly. */
function crossValidated(
  parts: readonly KnownPart[],
  aim: LimitsAim,
  own: Thresholds,
  judged: (parts: readonly KnownPart[], limits: Thresholds) => DecisionOutcome,
): DecisionOutcome | null {
  const folds = Math.min(mostFolds, parts.filter(({ defective }) => defective).length);
  if (folds < 2) return null;
  const divisions = divisionsOf(parts.length);
  const outcomes: DecisionOutcome[] = [];
  for (let division = 0; division < divisions; division++) {
    const fold = divide(parts, folds, division);
    for (let held = 0; held < folds; held++) {
      const found = proposeLimits(
        parts.filter((_, index) => fold[index] !== held),
        aim,
        own,
      );
      if (found === null) return null;
      outcomes.push(
        judged(
          parts.filter((_, index) => fold[index] === held),
          found,
        ),
      );
    }
  }
  const mean = (rate: (outcome: DecisionOutcome) => Rate): Rate => {
    const sum = (value: 'count' | 'of'): number =>
      outcomes.reduce((total, outcome) => total + rate(outcome)[value], 0) / divisions;
    return wilsonRate(sum('count'), Math.round(sum('of')));
  };
  return {
    escapes: mean(({ escapes }) => escapes),
    falseRejects: mean(({ falseRejects }) => falseRejects),
    reviews: mean(({ reviews }) => reviews),
  };
}

/**
 * Deals the parts of each kind to folds in a mixed order and returns each part's fold. The same division
 * always gives the same folds.
 */
function divide(parts: readonly KnownPart[], folds: number, division: number): number[] {
  const fold = new Array<number>(parts.length).fill(0);
  const kinds = Map.groupBy(parts.keys(), (index) => {
    const { defective, kind } = parts[index] ?? { defective: false, kind: '' };
    return defective ? `defect ${kind}` : 'good';
  });
  let next = 0;
  // Defective parts come first: dealing them in turn spreads them over all folds.
  const order = [...kinds].sort(([a], [b]) => Number(a === 'good') - Number(b === 'good'));
  for (const [, indices] of order) {
    const mixed = indices.toSorted((a, b) => mixedNumber(a, division) - mixedNumber(b, division));
    for (const index of mixed) fold[index] = next++ % folds;
  }
  return fold;
}

/** Returns a reproducible pseudo-random number (the finaliser of MurmurHash3, public domain). */
function mixedNumber(index: number, division: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(division + 1, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
