import { z } from 'zod';
import file from '../../../resources/figures.json' with { type: 'json' };
import type { PresetDescription } from '../../shared/contract/training.ts';
import { share } from '../../shared/contract/base.ts';
import { presetSchema, type Preset } from '../../shared/domain/families.ts';
import { seenFrom } from '../../shared/domain/seen-defects.ts';

const merit = z.object({ imageAuroc: share, pixelAuroc: share, auPro: share });

const onSetSchema = merit.extend({
  /** Folder of the images. */
  set: z.string().min(1),
  /** Number of good images in the training. */
  trainingImages: z.int().positive(),
  /** On two idle cores; null: not measured. */
  trainingSeconds: z.number().positive().nullable(),
  /** Time of one frame on two idle cores, milliseconds; null: not measured. */
  frameMs: z.number().positive().nullable(),
});

const accuracySchema = z
  .object({
    measured: z.object({ date: z.iso.date(), commit: z.string().regex(/^[0-9a-f]{7,40}$/), seed: z.int() }),
    sets: z.array(onSetSchema).min(1),
    /** Mean over the sets, of unrounded figures. */
    mean: merit,
  })
  .refine(
    ({ sets, mean }) =>
      merit.keyof().options.every((measure) => {
        const sum = sets.reduce((total, one) => total + one[measure], 0);
        return Math.abs(sum / sets.length - mean[measure]) < 0.001;
      }),
    'The mean is not that of the sets',
  );

const atLimits = z.object({ review: z.int().nonnegative(), defect: z.int().nonnegative() });
const meritWhereMeasured = z.object({ imageAuroc: share.nullable(), auPro: share.nullable() });

/** A preset's results on the development sets by seed; only for documents. */
const developmentSchema = z.object({
  measured: z.object({ date: z.iso.date(), commit: z.string().regex(/^[0-9a-f]{7,40}$/) }),
  rows: z
    .array(
      meritWhereMeasured.extend({
        set: z.string().min(1),
        seed: z.int(),
        trainingImages: z.int().positive(),
        good: z.int(),
        defective: z.int(),
        falseRejects: atLimits,
        escapes: atLimits,
        trainingSeconds: z.number().positive(),
        frameMs: z.number().positive(),
        megabytes: z.number().positive(),
      }),
    )
    .min(1),
  mean: meritWhereMeasured,
});

const sizesSchema = z.object({
  measured: z.object({
    date: z.iso.date(),
    commit: z.string().regex(/^[0-9a-f]{7,40}$/),
    sets: z.array(z.string()).min(1),
    seeds: z.array(z.int()),
    /** Pictures along a side of the measured sheets. */
    tiles: z.array(z.int()),
  }),
  presets: z.partialRecord(
    presetSchema,
    z.array(z.object({ from: share, defects: z.int().positive(), found: z.int().nonnegative() })),
  ),
});

/** Decisions of models trained on few images: means over sets, by number of images. */
const fewImagesSchema = z.object({
  measured: z.object({
    date: z.iso.date(),
    commit: z.string().regex(/^[0-9a-f]{7,40}$/),
    sets: z.array(z.string()).min(1),
    seeds: z.array(z.int()),
  }),
  rows: z
    .array(meritWhereMeasured.extend({ images: z.int().positive(), stopped: share, passed: share }))
    .min(1),
});

/**
 * Measured figures of presets from `npm run bench -- accuracy --write` (resources/figures.json). Window,
 * recommendation and documents use them.
 */
export const figuresSchema = z.object({
  format: z.literal(1),
  accuracy: z.partialRecord(presetSchema, accuracySchema).refine((presets) => {
    const sets = Object.values(presets).map((one) => one.sets.map(({ set }) => set).join());
    return new Set(sets).size <= 1;
  }, 'Presets that are compared are measured on the same sets'),
  /** Defects that presets find by size, from `npm run bench -- sizes --write`. */
  sizes: sizesSchema.optional(),
  /** Cost of few images, from `npm run bench -- limits --images … --write`. */
  fewImages: z.partialRecord(presetSchema, fewImagesSchema).optional(),
  development: z.partialRecord(presetSchema, developmentSchema).optional(),
});
export type Figures = z.infer<typeof figuresSchema>;

const figures = figuresSchema.parse(file);

/**
 * Returns a preset's accuracy, smallest visible defects, training time and frame time; null where not
 * measured.
 *
 * @param time whether the training time grows with the images, or a fixed number of images is used
 * @param readsPerImage how often a training reads each image
 */
export function presetFigures(
  preset: Preset,
  { time, readsPerImage }: { readonly time: 'each image' | 'any images'; readonly readsPerImage: number },
): Pick<PresetDescription, 'accuracy' | 'duration' | 'frameMs' | 'seenFrom' | 'atImages'> {
  const known = figures.accuracy[preset];
  const sizes = figures.sizes?.presets ?? {};
  const found = {
    seenFrom: seenFrom(sizes[preset] ?? [], Object.values(sizes)),
    atImages: (figures.fewImages?.[preset]?.rows ?? []).map(({ images, stopped, passed }) => ({
      images,
      stopped,
      passed,
    })),
  };
  if (known === undefined) return { accuracy: null, duration: null, frameMs: null, ...found };
  const trainings = known.sets.flatMap(({ trainingImages, trainingSeconds }) =>
    trainingSeconds === null ? [] : [{ images: trainingImages, seconds: trainingSeconds }],
  );
  const duration = trainingTime(trainings, time === 'each image');
  const frames = known.sets.flatMap(({ frameMs }) => frameMs ?? []);
  return {
    accuracy: known.mean.auPro,
    ...found,
    duration: duration && { ...duration, readsPerImage },
    frameMs: frames.length === 0 ? null : mean(frames),
  };
}

/**
 * Fits training times as a line over the number of images, by least squares; the slope is not negative, the
 * start at least a second.
 */
function trainingTime(
  trainings: readonly { readonly images: number; readonly seconds: number }[],
  eachImageCosts: boolean,
): Omit<NonNullable<PresetDescription['duration']>, 'readsPerImage'> | null {
  if (trainings.length === 0) return null;
  const over = (of: (training: (typeof trainings)[number]) => number): number => mean(trainings.map(of));
  const images = over((training) => training.images);
  const seconds = over((training) => training.seconds);
  const spread = over((training) => (training.images - images) ** 2);
  const slope = over((training) => (training.images - images) * (training.seconds - seconds)) / spread;
  const secondsPerImage = eachImageCosts && spread > 0 ? Math.max(0, slope) : 0;
  return { seconds: Math.max(1, seconds - secondsPerImage * images), secondsPerImage };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
