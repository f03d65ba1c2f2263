/** What the station says of a part. */
export const verdicts = ['good', 'review', 'defect'] as const;

export type Verdict = (typeof verdicts)[number];

/**
 * The two limits of a product's image score, `review` (T1) ≤ `defect` (T2), in units of the score
 * (normalised regression error + predictive uncertainty; dimensionless).
 */
export interface Thresholds {
  readonly review: number;
  readonly defect: number;
}

/** What makes a connected region of the anomaly map a defect, whatever the image score says (decision 0056). */
export interface RegionLimits {
  /** Positions of the map at or above it form regions; T2 unless it was set apart (`chosen-limits.ts`). */
  readonly pixelThreshold: number;
  /** Share of the picture, 0..1, that a region has to cover to be a defect; 0: the image score alone judges. */
  readonly smallestArea: number;
}

/** Everything a part of a product is judged by. */
export interface Limits extends Thresholds, RegionLimits {}

/**
 * Limits lie between minus and plus this. A score is a float32, 0.5 at a model's own T2; networks whose spread was never fitted,
 * such as those with random weights, give up to some 1e8. What is typed beyond this is a slip, and ruins every scale.
 */
export const largestLimit = 1e12;

/** New limits of the score; what is left out of the others stays as it is in force. */
export interface LimitsChange extends Thresholds {
  /** Null: it follows T2. */
  readonly pixelThreshold?: number | null | undefined;
  readonly smallestArea?: number | undefined;
}

/** The limits of the map in evaluations that kept none: every model's own, and regions that judge nothing. */
export const ownRegionLimits: RegionLimits = { pixelThreshold: 0.5, smallestArea: 0 };

/** What a model says of a part. */
export interface Measured {
  /** The image score. */
  readonly score: number;
  /** Share of the picture, 0..1, that the largest region at or above the pixel threshold covers; 0 without any. */
  readonly largestRegion: number;
}

/** The same share, typed as percent or computed from pixels, may differ in its last binary digit. */
const rounding = 1e-9;

/** True when a region of this share of the picture reaches the smallest area. */
export function isLargeEnough(area: number, smallestArea: number): boolean {
  return area >= smallestArea - rounding;
}

/** The fewest positions of a map of `cells` positions that reach a smallest area; at least one. */
export function smallestCells(smallestArea: number, cells: number): number {
  return Math.max(1, Math.ceil((smallestArea - rounding) * cells));
}

/**
 * The one rule by which parts are judged, everywhere. The image score: below T1 good, from T1 on review, from T2 on
 * defect; a score that is not a number is never good. With a smallest area set, a region that reaches it is a defect
 * whatever the score. Nothing of the map ever lowers a verdict that the score gave.
 */
export function judge(part: Measured, limits: Limits): Verdict {
  return raisedByRegion(part, limits) ? 'defect' : judgeScore(part.score, limits);
}

/** True when it is a region alone that makes the part a defect: its score lies below T2. */
export function isDefectByRegion(part: Measured, limits: Limits): boolean {
  return raisedByRegion(part, limits) && judgeScore(part.score, limits) !== 'defect';
}

function raisedByRegion({ largestRegion }: Measured, { smallestArea }: Limits): boolean {
  return smallestArea > 0 && isLargeEnough(largestRegion, smallestArea);
}

function judgeScore(score: number, thresholds: Thresholds): Verdict {
  if (score < thresholds.review) return 'good';
  return score < thresholds.defect ? 'review' : 'defect';
}

/** True when both limits are finite numbers and T1 ≤ T2. */
export function areOrdered(thresholds: Thresholds): boolean {
  return (
    Number.isFinite(thresholds.review) &&
    Number.isFinite(thresholds.defect) &&
    thresholds.review <= thresholds.defect
  );
}

/** The limits alone, of a record that holds more. */
export function limitsOf({ review, defect, pixelThreshold, smallestArea }: Limits): Limits {
  return { review, defect, pixelThreshold, smallestArea };
}
