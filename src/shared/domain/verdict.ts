/** The possible verdicts on a part. */
export const verdicts = ['good', 'review', 'defect'] as const;

export type Verdict = (typeof verdicts)[number];

/**
 * The two limits of a product's image score, `review` (T1) ≤ `defect` (T2). Unit: that of the score
 * (normalised regression error + predictive uncertainty; dimensionless).
 */
export interface Thresholds {
  readonly review: number;
  readonly defect: number;
}

/**
 * When a connected region of the anomaly map makes a part a defect, whatever its image score (decision 0056).
 */
export interface RegionLimits {
  /**
   * Positions of the map at or above this value form regions; equals T2 unless set apart
   * (`chosen-limits.ts`).
   */
  readonly pixelThreshold: number;
  /** Share of the picture, 0..1, from which on a region is a defect; 0: only the image score judges. */
  readonly smallestArea: number;
}

/** All limits that judge a product's parts. */
export interface Limits extends Thresholds, RegionLimits {}

/**
 * Limits lie within ± this. A score is a float32, 0.5 at a model's own T2; networks with an unfitted spread,
 * such as those with random weights, reach about 1e8. Larger input is a typing error and would ruin every
 * chart.
 */
export const largestLimit = 1e12;

/** New limits of the score; absent limits of the map stay as they are. */
export interface LimitsChange extends Thresholds {
  /** Null: the threshold follows T2. */
  readonly pixelThreshold?: number | null | undefined;
  readonly smallestArea?: number | undefined;
}

/** Limits of the map for evaluations that stored none: every model's own, where regions judge nothing. */
export const ownRegionLimits: RegionLimits = { pixelThreshold: 0.5, smallestArea: 0 };

/** A model's measurements of a part. */
export interface Measured {
  /** The image score. */
  readonly score: number;
  /** Share of the picture, 0..1, of the largest region at or above the pixel threshold; 0: no region. */
  readonly largestRegion: number;
}

/**
 * Tolerance: an equal share, typed as percent or computed from pixels, may differ in the last binary digit.
 */
const rounding = 1e-9;

/** Returns whether a region of this share of the picture reaches the smallest area. */
export function isLargeEnough(area: number, smallestArea: number): boolean {
  return area >= smallestArea - rounding;
}

/**
 * Returns the fewest positions, of a map with `cells` positions, that reach a smallest area; at least one.
 */
export function smallestCells(smallestArea: number, cells: number): number {
  return Math.max(1, Math.ceil((smallestArea - rounding) * cells));
}

/**
 * Judges a part; this is the only rule. A score below T1 is good, from T1 on review, from T2 on defect; NaN
 * is never good. With a smallest area set, a region that reaches it is a defect whatever the score. The map
 * never improves the score's verdict.
 */
export function judge(part: Measured, limits: Limits): Verdict {
  return raisedByRegion(part, limits) ? 'defect' : judgeScore(part.score, limits);
}

/** Returns whether only a region makes the part a defect, because its score is below T2. */
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

export function areOrdered(thresholds: Thresholds): boolean {
  return (
    Number.isFinite(thresholds.review) &&
    Number.isFinite(thresholds.defect) &&
    thresholds.review <= thresholds.defect
  );
}

/** Picks the limits from a record that has more fields. */
export function limitsOf({ review, defect, pixelThreshold, smallestArea }: Limits): Limits {
  return { review, defect, pixelThreshold, smallestArea };
}
