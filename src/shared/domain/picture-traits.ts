import { z } from 'zod';
import { keysOf } from './keys.ts';

interface PictureTrait {
  /** Whether values are compared by their ratio or by their difference. */
  readonly by: 'ratio' | 'difference';
  /** Added before the ratio is taken, so that values near 0 are not told apart by dust; in the trait's unit. */
  readonly offset: number;
  /**
   * Which values can be unlike: those above the usual ones, those below, or both; `opposite`: those that lie on the other side of 0 as
   * they are compared, where what usually prevails does not any more.
   */
  readonly side: 'both' | 'above' | 'below' | 'opposite';
  /** Spread that is assumed at least, as a ratio's logarithm or a difference: training images may be all but equal. */
  readonly leastSpread: number;
  /** How far outside the usual values three of five pictures are unlike; a single one is at twice that. The same unit. */
  readonly margin: number;
  /** True where one picture tells: the camera, not the part, decides it. */
  readonly atOnce: boolean;
}

/** What of a picture is compared with the training images, in the order in which differences are told. */
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
  /** Mean distance of the luminance of the picture's cells from their mean, 0..128. */
  contrast: { by: 'ratio', offset: 2, side: 'both', leastSpread: 0.03, margin: 0.15, atOnce: false },
  /** The channel's mean over the mean of all three: 1 is neutral. */
  red: { by: 'ratio', offset: 0.02, side: 'both', leastSpread: 0.008, margin: 0.05, atOnce: false },
  green: { by: 'ratio', offset: 0.02, side: 'both', leastSpread: 0.008, margin: 0.05, atOnce: false },
  blue: { by: 'ratio', offset: 0.02, side: 'both', leastSpread: 0.008, margin: 0.05, atOnce: false },
  /** Mean square of the Laplacian over the variance: blur lowers it, light and contrast do not count. */
  sharpness: { by: 'ratio', offset: 0.002, side: 'both', leastSpread: 0.05, margin: 0.25, atOnce: false },
  /** Mean step of brightness to the right over that downwards: 1 where no direction prevails. A turned picture has the inverse. */
  direction: { by: 'ratio', offset: 0, side: 'opposite', leastSpread: 0.02, margin: 0.1, atOnce: false },
  /** Steps across the borders of 8 × 8 blocks over those elsewhere: 1 without compression. */
  blocks: { by: 'ratio', offset: 0, side: 'above', leastSpread: 0.03, margin: 0.06, atOnce: false },
  /** How far what the picture shows lies right of where the training images show it, share of the width. */
  right: { by: 'difference', offset: 0, side: 'both', leastSpread: 0.012, margin: 0.03, atOnce: false },
  /** The same, downwards, share of the height. */
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
  /** Median of the anomaly map inside the inspected area: a defect is local, an unlike picture raises the whole map. */
  deviation: { by: 'difference', offset: 0, side: 'above', leastSpread: 0.02, margin: 0.2, atOnce: false },
  /**
   * How alike the anomaly maps of the last five parts are where all were rejected: the median of their correlations, −1..1. It is
   * told at the fifth part, and not compared with the training images: of those none is rejected.
   */
  repetition: { by: 'difference', offset: 0, side: 'above', leastSpread: 0, margin: 0, atOnce: true },
} as const satisfies Readonly<Record<string, PictureTrait>>;

export type TraitName = keyof typeof pictureTraits;
export const traitNames = keysOf(pictureTraits);
export const traitNameSchema = z.enum(traitNames);

/** Values of a picture's traits; what could not be measured, or says nothing of such pictures, is left out. */
export type TraitValues = Readonly<Partial<Record<TraitName, number>>>;

/** A trait in which a picture lies outside what the training images show. */
export const differenceSchema = z.object({
  trait: traitNameSchema,
  /** In the trait's unit. */
  measured: z.number(),
  /** Median of the training images. */
  usual: z.number(),
});
export type Difference = Readonly<z.infer<typeof differenceSchema>>;

/** Pictures that are unlike the training images: what differs, and the sizes of both. */
export const unlikeSchema = z.object({
  differences: z.array(differenceSchema).min(1),
  /** Pixels of the pictures that arrive. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Median width and height of the training images. */
  trainedWidth: z.number().positive(),
  trainedHeight: z.number().positive(),
});
export type Unlike = Readonly<z.infer<typeof unlikeSchema>>;

/** What is usual of a trait. */
export const usualTraitSchema = z.object({
  median: z.number(),
  /** Robust standard deviation of the values as they are compared. */
  spread: z.number().nonnegative(),
  /** The values that 5 % of the images lie below and above. */
  low: z.number(),
  high: z.number(),
});
export type UsualTrait = Readonly<z.infer<typeof usualTraitSchema>>;

/** A trait's value as it is compared: its logarithm where ratios count. */
export function compared(trait: TraitName, value: number): number {
  const { by, offset } = pictureTraits[trait];
  return by === 'ratio' ? Math.log(Math.max(value + offset, 1e-6)) : value;
}

/** What is judged: one of several pictures, of which most have to differ, or a picture by itself. */
export type Judged = 'of-several' | 'alone';

/** Spreads around the median within which pictures of very many training images are usual. */
const reach = { 'of-several': 2.6, alone: 3.5 } as const satisfies Record<Judged, number>;
const margins = { 'of-several': 1, alone: 2 } as const satisfies Record<Judged, number>;

/**
 * Whether a value lies outside what training images show: beyond both their middle 90 % and some spreads around their median, by
 * more than the trait's margin. Of few images the spread is known less well and reaches further.
 *
 * @param count images that the statistics were taken of
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
