import type { Limits, LimitsChange, RegionLimits, Thresholds } from './verdict.ts';

/**
 * A model's limits, and whether the pixel threshold moves with T2. Score and map are calibrated alike: if the
 * score reaches T2, the map's highest position reaches the same value. So a pixel threshold that follows T2
 * never leaves a defect without a region (decision 0116).
 */
export interface ChosenLimits extends Limits {
  /** False: an engineer set the pixel threshold apart, so it stays when T2 moves. */
  readonly pixelFollows: boolean;
}

/** The limits that judge a product's map, for any of its models. */
export type ChosenRegionLimits = RegionLimits & Pick<ChosenLimits, 'pixelFollows'>;

/** A pixel threshold must be above 0, even if T2 is not. */
const lowestPixelThreshold = 1e-6;

/** Returns limits whose pixel threshold follows T2. */
export function followingLimits({ review, defect }: Thresholds, smallestArea = 0): ChosenLimits {
  return {
    review,
    defect,
    pixelThreshold: Math.max(defect, lowestPixelThreshold),
    smallestArea,
    pixelFollows: true,
  };
}

/** Replaces T1 and T2. The pixel threshold moves with T2 unless it was set apart. */
export function withScoreLimits(limits: ChosenRegionLimits, { review, defect }: Thresholds): ChosenLimits {
  const { pixelThreshold, smallestArea, pixelFollows } = limits;
  return pixelFollows
    ? followingLimits({ review, defect }, smallestArea)
    : { review, defect, pixelThreshold, smallestArea, pixelFollows };
}

/** Applies a change: absent fields stay, and a pixel threshold of null follows T2 again. */
export function withChange(limits: ChosenRegionLimits, change: LimitsChange): ChosenLimits {
  const { pixelThreshold = limits.pixelFollows ? null : limits.pixelThreshold } = change;
  const smallestArea = change.smallestArea ?? limits.smallestArea;
  return pixelThreshold === null
    ? followingLimits(change, smallestArea)
    : { review: change.review, defect: change.defect, pixelThreshold, smallestArea, pixelFollows: false };
}

/** Returns the change that sets exactly these limits, whatever is in force. */
export function changeTo({
  review,
  defect,
  pixelThreshold,
  smallestArea,
  pixelFollows,
}: ChosenLimits): LimitsChange {
  return { review, defect, pixelThreshold: pixelFollows ? null : pixelThreshold, smallestArea };
}

/** Picks the limits from a record that has more fields. */
export function chosenLimitsOf({
  review,
  defect,
  pixelThreshold,
  smallestArea,
  pixelFollows,
}: ChosenLimits): ChosenLimits {
  return { review, defect, pixelThreshold, smallestArea, pixelFollows };
}

/** Returns true if a part may reach T2 while no position of its map reaches the pixel threshold. */
export function mayLackRegion({
  defect,
  pixelThreshold,
  pixelFollows,
}: Pick<ChosenLimits, 'defect' | 'pixelThreshold' | 'pixelFollows'>): boolean {
  return !pixelFollows && pixelThreshold > defect;
}

/** The fields of a model that concern limits. */
interface LimitedModel {
  readonly id: string;
  /** Limits of the score that the model was made with. */
  readonly thresholds: Thresholds;
  /** The latest limits in force for the model; null: it was never active. */
  readonly lastLimits: ChosenLimits | null;
}

/**
 * Returns the limits that judge a model's parts, now or after an activation without new limits: its latest
 * limits, else its own limits of the score with the product's limits of the map.
 *
 * @param inForce limits of the product's active model; null without one
 */
export function limitsOnceActive(model: LimitedModel, inForce: ChosenRegionLimits | null): ChosenLimits {
  return model.lastLimits === null
    ? withScoreLimits(inForce ?? followingLimits(model.thresholds), model.thresholds)
    : chosenLimitsOf(model.lastLimits);
}
