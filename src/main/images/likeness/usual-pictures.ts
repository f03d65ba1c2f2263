import { z } from 'zod';
import { inspectedAreaSchema } from '../../../shared/contract/products.ts';
import {
  compared,
  isUnusual,
  traitNames,
  traitNameSchema,
  usualTraitSchema,
  type Difference,
  type Judged,
  type TraitName,
  type TraitValues,
  type Unlike,
  type UsualTrait,
} from '../../../shared/domain/picture-traits.ts';
import { areaMask, type InspectedArea } from '../../../shared/domain/region.ts';
import { median } from '../../../shared/domain/robust-deviation.ts';
import { arrangementOf } from './arrangement.ts';
import { medianInside } from './median-inside.ts';
import {
  measurePicture,
  mostDetail,
  sketchSide,
  type MeasuredPicture,
  type Pixels,
} from './measure-picture.ts';

/** Description of a model's training images in its card. */
export const usualPicturesSchema = z.object({
  /** Number of measured training images. */
  images: z.number().int().positive(),
  /** Median width and height, pixels. */
  width: z.number().positive(),
  height: z.number().positive(),
  /** Longest side for measuring sharpness, pixels. */
  detail: z.number().positive(),
  /** The measured part of the pictures: the inspected area. */
  area: inspectedAreaSchema,
  traits: z.partialRecord(traitNameSchema, usualTraitSchema),
  /**
   * Mean training image, standardised luminance `[32, 32]`, int8 in 32nds, base64; null: the images have no
   * common arrangement.
   */
  sketch: z.base64().nullable(),
});
export type UsualPictures = z.infer<typeof usualPicturesSchema>;

/** Steps of the stored sketch per standard deviation. */
const sketchSteps = 32;
/** Least correlation with their mean of images with a common arrangement. */
const leastCommon = 0.75;
/** Traits that only apply to images with a common arrangement. */
const arrangementTraits: readonly TraitName[] = ['right', 'down', 'arrangement'];
/** If parts lie further apart than this share of the picture, they have no usual place. */
const widestPlace = 0.04;
/** Fewest images that define what is usual. */
const fewest = 3;

/** Collects what training images look like. */
export interface UsualPicturesCollector {
  /** @param deviation median of the image's anomaly map if it is judged as a new part; else null */
  add(pixels: Pixels, deviation: number | null): void;
  /**
   * Returns null for fewer than three images.
   *
   * @param calibration the factor that the model's graph applies to its map
   */
  result(calibration: number): UsualPictures | null;
}

/** @param images sizes of all images to come, pixels */
export function collectUsualPictures(
  images: readonly { readonly width: number; readonly height: number }[],
  area: InspectedArea,
): UsualPicturesCollector {
  const longest = median(images.map(({ width, height }) => Math.max(width, height)));
  const detail = Math.min(Math.max(longest, 1), mostDetail);
  const measured: MeasuredPicture[] = [];
  const sizes: { width: number; height: number }[] = [];
  const deviations: number[] = [];
  return {
    add(pixels, deviation) {
      measured.push(measurePicture(pixels, area, detail));
      sizes.push({ width: pixels.width, height: pixels.height });
      if (deviation !== null) deviations.push(deviation);
    },
    result(calibration) {
      if (measured.length < fewest) return null;
      const { traits, mean } = fitUsual(measured);
      const deviation = usualOf(
        'deviation',
        deviations.map((value) => value * calibration),
      );
      return {
        images: measured.length,
        width: median(sizes.map(({ width }) => width)),
        height: median(sizes.map(({ height }) => height)),
        detail,
        area,
        traits: deviation ? { ...traits, deviation } : traits,
        sketch: mean && encodeSketch(mean),
      };
    },
  };
}

/** Computes the usual values of pixel traits; `mean` is null if images have no common arrangement. */
function fitUsual(measured: readonly MeasuredPicture[]): {
  readonly traits: Readonly<Partial<Record<TraitName, UsualTrait>>>;
  readonly mean: Float32Array | null;
} {
  const mean = meanSketch(measured);
  const values: TraitValues[] = measured.map((picture) => ({
    ...picture.values,
    ...arrangementOf(picture.sketch, withoutOne(mean, picture.sketch, measured.length)),
  }));
  const arranged = median(values.map(({ arrangement }) => arrangement ?? 0)) >= leastCommon;
  const traits = Object.fromEntries(
    traitNames.flatMap((trait) => {
      if (!arranged && arrangementTraits.includes(trait)) return [];
      const found = usualOf(
        trait,
        values.flatMap(({ [trait]: value }) => value ?? []),
      );
      const isPlace = trait === 'right' || trait === 'down';
      if (!found || (isPlace && found.spread > widestPlace)) return [];
      return [[trait, found] as const];
    }),
  );
  return { traits, mean: arranged ? mean : null };
}

/** Computes robust statistics of a trait; null for too few values. */
function usualOf(trait: TraitName, values: readonly number[]): UsualTrait | null {
  if (values.length < fewest) return null;
  const middle = median(values);
  const at = compared(trait, middle);
  const spread = median(values.map((value) => Math.abs(compared(trait, value) - at))) / 0.6745;
  const sorted = values.toSorted((a, b) => a - b);
  return { median: middle, spread, low: quantile(sorted, 0.05), high: quantile(sorted, 0.95) };
}

/** Interpolates linearly between neighbours. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place % 1) * ((sorted[Math.ceil(place)] ?? below) - below);
}

function meanSketch(measured: readonly MeasuredPicture[]): Float32Array {
  const mean = new Float32Array(sketchSide * sketchSide);
  for (const { sketch } of measured) {
    for (const [place, value] of sketch.entries()) {
      mean[place] = (mean[place] ?? 0) + value / measured.length;
    }
  }
  return mean;
}

/** Returns the mean of the other images, since an image must not be compared with itself. */
function withoutOne(mean: Float32Array, sketch: Float32Array, count: number): Float32Array {
  return mean.map((value, place) => (value * count - (sketch[place] ?? 0)) / (count - 1));
}

function encodeSketch(sketch: Float32Array): string {
  const steps = Int8Array.from(sketch, (value) =>
    Math.round(Math.min(Math.max(value * sketchSteps, -127), 127)),
  );
  return Buffer.from(steps.buffer).toString('base64');
}

/** @returns `[32, 32]` */
function decodeSketch(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from(new Int8Array(bytes), (step) => step / sketchSteps);
}

/** An anomaly map as a model gives it, `[height, width]` row-major. */
export interface PictureMap {
  readonly map: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Compares pictures with a model's training images. */
export interface PictureComparison {
  /** Returns how a picture with its map differs; empty if it is like the training images. */
  differences(pixels: Pixels, map: PictureMap, judged: Judged): Difference[];
  /** Makes a notice from differences; null without any. */
  notice(differences: readonly Difference[], frame: Pick<Pixels, 'width' | 'height'>): Unlike | null;
}

export function comparePictures(usual: UsualPictures): PictureComparison {
  const sketch = usual.sketch === null ? null : decodeSketch(usual.sketch);
  let inside: Uint8Array = new Uint8Array();
  let insideSize = '';

  /** Returns the inspected area at the size of the maps, which all maps of a model share. */
  function insideOf({ width, height }: PictureMap): Uint8Array {
    const size = `${width} × ${height}`;
    if (size !== insideSize) inside = areaMask(usual.area, height, width);
    insideSize = size;
    return inside;
  }

  return {
    differences(pixels, map, judged) {
      const measured = measurePicture(pixels, usual.area, usual.detail);
      const values: TraitValues = {
        ...measured.values,
        ...(sketch ? arrangementOf(measured.sketch, sketch) : {}),
        deviation: medianInside(map.map, insideOf(map)),
      };
      const found = traitNames.flatMap((trait) => {
        const [value, known] = [values[trait], usual.traits[trait]];
        if (value === undefined || known === undefined) return [];
        if (!isUnusual(trait, value, known, { count: usual.images, judged })) return [];
        return [{ trait, measured: value, usual: known.median }];
      });
      // For a different scene, the shift means nothing.
      const another = found.some(({ trait }) => trait === 'arrangement');
      return another ? found.filter(({ trait }) => trait !== 'right' && trait !== 'down') : found;
    },
    notice(differences, { width, height }) {
      if (differences.length === 0) return null;
      const trained = { trainedWidth: usual.width, trainedHeight: usual.height };
      return { differences: [...differences], width, height, ...trained };
    },
  };
}
