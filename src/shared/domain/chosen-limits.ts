import type { Limits, LimitsChange, RegionLimits, Thresholds } from './verdict.ts';

/**
 * Limits as they stand for a model: what judges a part, and whether the pixel threshold moves with T2. Score and map are calibrated
 * alike: when the score reaches T2, the map's highest position reaches the same value. A pixel threshold that follows T2 therefore
 * never leaves a defect without a region (decision 0116).
 */
export interface ChosenLimits extends Limits {
  /** False: the engineer set the pixel threshold apart, and it stays where it is when T2 moves. */
  readonly pixelFollows: boolean;
}

/** What a product's map is judged by, whichever model gives the map. */
export type ChosenRegionLimits = RegionLimits & Pick<ChosenLimits, 'pixelFollows'>;

/** A pixel threshold lies above 0, even where T2 does not. */
const lowestPixelThreshold = 1e-6;

/** Limits whose pixel threshold follows T2. */
export function followingLimits({ review, defect }: Thresholds, smallestArea = 0): ChosenLimits {
  return {
    review,
    defect,
    pixelThreshold: Math.max(defect, lowestPixelThreshold),
    smallestArea,
    pixelFollows: true,
  };
}

/** The limits with T1 and T2 elsewhere; the pixel threshold goes along unless it was set apart. */
export function withScoreLimits(limits: ChosenRegionLimits, { review, defect }: Thresholds): ChosenLimits {
  const { pixelThreshold, smallestArea, pixelFollows } = limits;
  return pixelFollows
    ? followingLimits({ review, defect }, smallestArea)
    : { review, defect, pixelThreshold, smallestArea, pixelFollows };
}

/** The limits after a change: what it leaves out stays, and a pixel threshold of null follows T2 again. */
export function withChange(limits: ChosenRegionLimits, change: LimitsChange): ChosenLimits {
  const { pixelThreshold = limits.pixelFollows ? null : limits.pixelThreshold } = change;
  const smallestArea = change.smallestArea ?? limits.smallestArea;
  return pixelThreshold === null
    ? followingLimits(change, smallestArea)
    : { review: change.review, defect: change.defect, pixelThreshold, smallestArea, pixelFollows: false };
}

/** The change that sets exactly these limits, whatever is in force before. */
export function changeTo({
  review,
  defect,
  pixelThreshold,
  smallestArea,
  pixelFollows,
}: ChosenLimits): LimitsChange {
  return { review, defect, pixelThreshold: pixelFollows ? null : pixelThreshold, smallestArea };
}

/** The limits alone, of a record that holds more. */
export function chosenLimitsOf({
  review,
  defect,
  pixelThreshold,
  smallestArea,
  pixelFollows,
}: ChosenLimits): ChosenLimits {
  return { review, defect, pixelThreshold, smallestArea, pixelFollows };
}

/** True when a part may reach T2 while no position of its map reaches the pixel threshold. */
export function mayLackRegion({
  defect,
  pixelThreshold,
  pixelFollows,
}: Pick<ChosenLimits, 'defect' | 'pixelThreshold' | 'pixelFollows'>): boolean {
  return !pixelFollows && pixelThreshold > defect;
}

/** A model as far as its limits go. */
interface LimitedModel {
  readonly id: string;
  /** Its own limits of the score. */
  readonly thresholds: Thresholds;
  /** The latest limits that were in force for it; null where it was never active. */
  readonly lastLimits: ChosenLimits | null;
}

/**
 * The limits that judge a model's parts, now or once it is activated without others: the latest that it had, else its own of the
 * score with the product's of the map.
 *
 * @param inForce of the product's active model; null without one
 */
export function limitsOnceActive(model: LimitedModel, inForce: ChosenRegionLimits | null): ChosenLimits {
  return model.lastLimits === null
    ? withScoreLimits(inForce ?? followingLimits(model.thresholds), model.thresholds)
    : chosenLimitsOf(model.lastLimits);
}
