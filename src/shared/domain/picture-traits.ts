import { z } from 'zod';
import { keysOf } from './keys.ts';

interface PictureTrait {
  /** Whether values are compared by ratio or by difference. */
  readonly by: 'ratio' | 'difference';
  /** Added before taking the ratio, so that dust does not matter for values near 0; in the trait's unit. */
  readonly offset: number;
  /**
   * Which values can be unlike: above the usual ones, below, or both. `opposite`: values on the other side of
   * 0 on the compared scale, e.g. because another direction prevails.
   */
  readonly side: 'both' | 'above' | 'below' | 'opposite';
  /**
   * Least assumed spread, as logarithm of a ratio or as difference, since training images may be almost
   * equal.
   */
  readonly leastSpread: number;
  /**
   * Distance beyond the usual values at which three of five pictures count as unlike; twice that for a single
   * picture. Same unit as `leastSpread`.
   */
  readonly margin: number;
  /** Whether one picture is enough, because the trait depends on the camera and not on the part. */
  readonly atOnce: boolean;
}

/** Traits of a picture that are compared with the training images, in display order. */
export const pictureTraits = {
  /** Width over height. */
  shape: {
    by: 'ratio',
    offset: 0,
    side: 'both',
    leastSpread: 0.01,
    margin: 0.03,
    atOnce: true,
  },
  /** √(width · height), pixels. */
  size: { by: 'ratio', offset: 0, side: 'both', leastSpread: 0.01, margin: 0.09, atOnce: true },
  /** Mean luminance, 0..255. */
  brightness: { by: 'ratio', offset: 8, side: 'both', leastSpread: 0.015, margin: 0.04, atOnce: false },
  /** The luminance that a tenth of the picture's cells lie below, 0..255. */
  shadows: { by: 'ratio', offset: 8, side: 'both', leastSpread: 0.015, margin: 0.1, atOnce: false },
  /** Mean absolute deviation of the cells' luminance, 0..128. */
  contrast: { by: 'ratio', offset: 2, side: 'both', leastSpread: 0.03, margin: 0.15, atOnce: false },
  /** The channel's mean divided by the mean of all three; 1 is neutral. */
  red: { by: 'ratio', offset: 0.02, side: 'both', leastSpread: 0.008, margin: 0.05, atOnce: false },
  green: { by: 'ratio', offset: 0.02, side: 'both', leastSpread: 0.008, margin: 0.05, atOnce: false },
  blue: { by: 'ratio', offset: 0.02, side: 'both', leastSpread: 0.008, margin: 0.05, atOnce: false },
  /**
   * Mean square of the Laplacian divided by the variance. Blur lowers it; light and contrast do not matter.
   */
  sharpness: { by: 'ratio', offset: 0.002, side: 'both', leastSpread: 0.05, margin: 0.25, atOnce: false },
  /**
   * Mean brightness step to the right divided by that downwards; 1: no direction prevails. A turned picture
   * has the inverse.
   */
  direction: { by: 'ratio', offset: 0, side: 'opposite', leastSpread: 0.02, margin: 0.1, atOnce: false },
  /** Steps across the borders of 8 × 8 blocks divided by steps elsewhere; 1: no compression. */
  blocks: { by: 'ratio', offset: 0, side: 'above', leastSpread: 0.03, margin: 0.06, atOnce: false },
  /** How far the picture's content lies to the right of the training images', share of the width. */
  right: { by: 'difference', offset: 0, side: 'both', leastSpread: 0.012, margin: 0.03, atOnce: false },
  /** How far the picture's content lies below the training images', share of the height. */
  down: { by: 'difference', offset: 0, side: 'both', leastSpread: 0.012, margin: 0.03, atOnce: false },
  /** Correlation with the mean training image at the best shift, −1..1. */
  arrangement: {
    by: 'difference',
    offset: 0,
    side: 'below',
    leastSpread: 0.01,
    margin: 0.07,
    atOnce: false,
  },
  /**
   * Median of the anomaly map in the inspected area. A defect is local; an unlike picture raises the whole
   * map.
   */
  deviation: { by: 'difference', offset: 0, side: 'above', leastSpread: 0.02, margin: 0.2, atOnce: false },
  /**
   * Similarity of the last five parts' anomaly maps if all were rejected: the median of their correlations,
   * −1..1. It is reported at the fifth part. It is not compared with the training images, since none of these
   * is rejected.
   */
  repetition: { by: 'difference', offset: 0, side: 'above', leastSpread: 0, margin: 0, atOnce: true },
} as const satisfies Readonly<Record<string, PictureTrait>>;

export type TraitName = keyof typeof pictureTraits;
export const traitNames = keysOf(pictureTraits);
export const traitNameSchema = z.enum(traitNames);

/** Values of a picture's traits. Traits that cannot be measured or do not apply are absent. */
export type TraitValues = Readonly<Partial<Record<TraitName, number>>>;

/** A trait in which a picture lies outside the range of the training images. */
const differenceSchema = z.object({
  trait: traitNameSchema,
  /** Measured value, in the trait's unit. */
  measured: z.number(),
  /** Median of the training images. */
  usual: z.number(),
});
export type Difference = Readonly<z.infer<typeof differenceSchema>>;

/** Pictures unlike the training images, with their differences and both sizes. */
export const unlikeSchema = z.object({
  differences: z.array(differenceSchema).min(1),
  /** Width of the arriving pictures, pixels. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Median width and height of the training images. */
  trainedWidth: z.number().positive(),
  trainedHeight: z.number().positive(),
});
export type Unlike = Readonly<z.infer<typeof unlikeSchema>>;

/** A trait's statistics over the training images. */
export const usualTraitSchema = z.object({
  median: z.number(),
  /** Robust standard deviation of the values on the compared scale. */
  spread: z.number().nonnegative(),
  /** The values that 5 % of the images lie below (`low`) and above (`high`). */
  low: z.number(),
  high: z.number(),
});
export type UsualTrait = Readonly<z.infer<typeof usualTraitSchema>>;

/** Converts a trait's value to the compared scale: its logarithm if ratios count. */
export function compared(trait: TraitName, value: number): number {
  const { by, offset } = pictureTraits[trait];
  return by === 'ratio' ? Math.log(Math.max(value + offset, 1e-6)) : value;
}

/** Whether the picture is one of several, of which most must differ, or is judged alone. */
export type Judged = 'of-several' | 'alone';

/** Distance from the median, in spreads, up to which pictures are usual, for very many training images. */
const reach = { 'of-several': 2.6, alone: 3.5 } as const satisfies Record<Judged, number>;
const margins = { 'of-several': 1, alone: 2 } as const satisfies Record<Judged, number>;

/**
 * Returns whether a value lies outside the training images' range: beyond their middle 90 %, beyond some
 * spreads around their median, and by more than the trait's margin. With few images the spread is less
 * certain, so the range is wider.
 *
 * @param count images behind the statistics
 */
export function isUnusual(
  trait: TraitName,
  value: number,
  usual: UsualTrait,
  { count, judged }: { readonly count: number; readonly judged: Judged },
): boolean {
  const { side, leastSpread, margin, atOnce } = pictureTraits[trait];
  const as = atOnce ? 'alone' : judged;
  const spreads = reach[as] * (1 + 4 / count) * Math.max(usual.spread, leastSpread);
  const middle = compared(trait, usual.median);
  const beyond = margins[as] * margin;
  const low = Math.min(compared(trait, usual.low), middle - spreads) - beyond;
  const high = Math.max(compared(trait, usual.high), middle + spreads) + beyond;
  const at = compared(trait, value);
  if (side === 'opposite') return middle < 0 ? at > Math.max(high, 0) : at < Math.min(low, 0);
  return (side !== 'above' && at < low) || (side !== 'below' && at > high);
}
