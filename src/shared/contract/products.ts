import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { keptGoodBounds, noKeptGood } from '../domain/kept-good.ts';
import { alarmAfterBounds } from '../domain/reject-row.ts';
import { smallestDefectBounds } from '../domain/defect-side.ts';
import { areOrdered, largestLimit } from '../domain/verdict.ts';
import { stationPath } from '../domain/station-path.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { count, instant, procedure, share, uuid } from './base.ts';
import { drawnShapeSchema, outlineSchema, regionSchema } from './drawn-shapes.ts';

/** Most regions and most exclusions of a product, enough for hand drawing. */
const mostShapes = 50;

/** `InspectedArea` of the domain as a schema. */
export const inspectedAreaSchema = z.object({
  region: regionSchema.nullable(),
  regions: z.array(drawnShapeSchema).max(mostShapes).readonly().optional(),
  exclusions: z
    .array(z.union([outlineSchema, drawnShapeSchema]))
    .max(mostShapes)
    .readonly(),
});

const pixelThreshold = z.number().positive('The pixel threshold lies above 0');
const changedLimit = z.number().min(-largestLimit).max(largestLimit);
const smallestArea = share;

/** New limits of the score, and of the map where these change. */
export const limitsChangeSchema = z
  .object({
    review: changedLimit,
    defect: changedLimit,
    /** Null: the pixel threshold follows T2, as in every new model. */
    pixelThreshold: pixelThreshold.max(largestLimit).nullable().optional(),
    smallestArea: smallestArea.optional(),
  })
  .refine(areOrdered, 'The review limit has to lie at or below the defect limit');

/** All limits that judge a part. */
export const limitsSchema = z.object({
  review: z.number(),
  defect: z.number(),
  pixelThreshold,
  smallestArea,
});

/** Limits, and whether the pixel threshold moves with T2. */
export const chosenLimitsSchema = limitsSchema.extend({
  /** False: an engineer set the pixel threshold apart from T2. */
  pixelFollows: z.boolean(),
});

/** Limits as somebody set them once. The record never changes, so every verdict can be explained later. */
export const thresholdsRecordSchema = chosenLimitsSchema.extend({
  id: z.number().int().positive(),
  modelId: uuid,
  /** `validation`: derived from the validation images' scores; `person`: set by someone. */
  origin: z.enum(['validation', 'person']),
  setBy: z.string(),
  setAt: instant,
});
export type ThresholdsRecord = z.infer<typeof thresholdsRecordSchema>;

export const productNameSchema = z
  .string()
  .trim()
  // Letters composed otherwise (as file names of macOS are) look the same.
  .normalize('NFC')
  .min(1, 'A product needs a name')
  .max(80, 'A product name has at most 80 characters')
  .regex(visibleLine, 'A product name is one line of visible characters');

/** Why a part is good or a defect, in words chosen for the product: “scratch”, “dust on the lens”. */
export const causeSchema = z
  .string()
  .trim()
  .min(1, 'A cause needs a name')
  .max(80, 'A cause has at most 80 characters');

/** A cause that somebody states now. Older causes may have other characters and are shown unchanged. */
export const givenCauseSchema = causeSchema.regex(visibleLine, 'A cause is one line of visible characters');

/** A code that a scanner reads from order papers or a label. */
export const productCodeSchema = z
  .string()
  .trim()
  .min(3, 'A code has at least 3 characters')
  .max(64, 'A code has at most 64 characters')
  .regex(/^[\x20-\x7e]+$/, 'A code holds letters, digits and signs of a keyboard only');

/** Most causes that a product offers. */
export const mostCauses = 40;

/** Bounds of an escape's cost, in false rejects. */
export const escapeCostBounds = { least: 1, most: 10_000 } as const;

/** How many false rejects one escape costs. Proposals for limits and comparisons of models use this. */
export const escapeCostSchema = z.number().min(escapeCostBounds.least).max(escapeCostBounds.most);

/** Which good parts the log keeps with picture and map. */
export const keptGoodSchema = z.object({
  /** Keeps one of this many good parts, drawn by chance; null: none. */
  oneIn: z.number().int().min(keptGoodBounds.oneIn.least).max(keptGoodBounds.oneIn.most).nullable(),
  /** Keeps every good part whose score is at least this share of T1; null: none. */
  nearLimit: z.number().min(keptGoodBounds.nearLimit.least).max(keptGoodBounds.nearLimit.most).nullable(),
});

/**
 * The smallest defect that matters: the square root of its share of the picture's area. It does not depend on
 * the camera's resolution.
 */
export const smallestDefectSchema = z.number().min(smallestDefectBounds.least).max(smallestDefectBounds.most);

/** How a product runs at the line. */
export const lineSettingsSchema = z.object({
  /** Number of rejects in a row that raise an alarm; null: no alarm. */
  alarmAfter: z.number().int().min(alarmAfterBounds.least).max(alarmAfterBounds.most).nullable(),
  /** Code that changes a lane over to this product; null: none. */
  code: productCodeSchema.nullable(),
  /** Files older than this setting keep no good parts. */
  keptGood: keptGoodSchema.default(noKeptGood),
});
export type LineSettings = z.infer<typeof lineSettingsSchema>;

export const productSchema = z.object({
  id: uuid,
  name: z.string(),
  createdAt: instant,
  /** When the product was archived; null: it is in use. */
  archivedAt: instant.nullable(),
  /** Number of training images. */
  imageCount: z.number().int().nonnegative(),
  modelCount: z.number().int().nonnegative(),
  activeModelId: uuid.nullable(),
  /** Limits in force for the active model; null: there is none. */
  thresholds: thresholdsRecordSchema.nullable(),
  area: inspectedAreaSchema,
  /** Causes offered with a decision. */
  causes: z.array(causeSchema).readonly(),
  line: lineSettingsSchema,
  escapeCost: escapeCostSchema,
  /** Null: nobody has stated it. */
  smallestDefect: smallestDefectSchema.nullable(),
  /** Whether this is the simulated sample product with its simulated camera. */
  isSample: z.boolean(),
  /** Id of a good image to show in lists; null: there is none. */
  coverImageId: z.number().int().positive().nullable(),
});
export type Product = z.infer<typeof productSchema>;

/** Ending of a product's single file. */
export const productFileEnding = '.loupe-product';
const productFilePath = stationPath.refine(
  (path) => path.toLowerCase().endsWith(productFileEnding),
  `A name that ends in ${productFileEnding} is needed`,
);

/** Progress of making the sample product; the last event is `finished`. */
export const sampleEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    /** `pictures`: being rendered · `images`: being added to the dataset. */
    phase: z.enum(['pictures', 'images']),
    done: z.number().int().nonnegative(),
    total: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('finished'), product: productSchema }),
]);
export type SampleEvent = z.infer<typeof sampleEventSchema>;

export const products = {
  /** Lists products in use. */
  list: procedure('products.list').output(z.array(productSchema)),
  /** Lists archived products, latest first. */
  archived: procedure('products.list').output(z.array(productSchema)),
  get: procedure('products.read')
    .input(z.object({ id: uuid }))
    .output(productSchema),
  create: procedure('products.edit')
    .input(z.object({ name: productNameSchema }))
    .output(productSchema),
  /**
   * Makes a product with another one's area, causes, alarm, escape cost and smallest defect, without images
   * and models.
   */
  duplicate: procedure('products.edit')
    .input(z.object({ id: uuid, name: productNameSchema }))
    .output(productSchema),
  rename: procedure('products.edit')
    .input(z.object({ id: uuid, name: productNameSchema }))
    .output(productSchema),
  /**
   * Writes a product as one file on the station's machine: settings, images, models, history of limits and
   * activations.
   */
  exportFile: procedure('models.exchange')
    .input(z.object({ id: uuid, file: productFilePath }))
    .output(z.object({ images: count, models: count, bytes: count })),
  /**
   * Imports such a file. Fails with ALREADY_EXISTS if the station has the product; `as` imports it as a copy
   * under another name.
   */
  importFile: procedure('models.exchange')
    .input(z.object({ file: productFilePath, as: productNameSchema.nullable().default(null) }))
    .output(z.object({ product: productSchema, images: count, models: count })),
  /** Takes a product out of use; images, models and log stay. Fails with CONFLICT while it is inspected. */
  archive: procedure('products.edit')
    .input(z.object({ id: uuid }))
    .output(z.void()),
  /**
   * Takes an archived product back into use. If another product has its name now, a number is appended; if
   * another one has its code, the restored product loses it.
   */
  restore: procedure('products.edit')
    .input(z.object({ id: uuid }))
    .output(productSchema),
  /** Sets the inspected area for later trainings. */
  setArea: procedure('products.edit')
    .input(z.object({ id: uuid, area: inspectedAreaSchema }))
    .output(productSchema),
  /** Sets the causes that are offered. Earlier decisions keep theirs. */
  setCauses: procedure('causes.set')
    .input(z.object({ id: uuid, causes: z.array(givenCauseSchema).max(mostCauses) }))
    .output(productSchema),
  /**
   * Sets how the product runs at the line. The alarm takes effect with the next part. Codes of products
   * differ by more than case.
   */
  setLine: procedure('products.edit')
    .input(z.object({ id: uuid, line: lineSettingsSchema }))
    .output(productSchema),
  setEscapeCost: procedure('limits.set')
    .input(z.object({ id: uuid, escapeCost: escapeCostSchema }))
    .output(productSchema),
  /** Sets the size that presets are recommended by; null removes it. */
  setSmallestDefect: procedure('products.edit')
    .input(z.object({ id: uuid, smallestDefect: smallestDefectSchema.nullable() }))
    .output(productSchema),
  /**
   * Sets limits, from the next frame on. With `by: 'line'` the station remembers by which pictures they were
   * set.
   */
  setThresholds: procedure('limits.set')
    .input(
      z.object({
        id: uuid,
        thresholds: limitsChangeSchema,
        by: z.enum(['line', 'images']).default('images'),
      }),
    )
    .output(thresholdsRecordSchema),
  /**
   * Makes the simulated product with its training and test images, or returns the existing one. The work
   * continues when the caller leaves. Pass a name in the user's language; the default is English.
   */
  createSample: procedure('products.addSample')
    .input(z.object({ name: productNameSchema }).optional())
    .output(eventIterator(sampleEventSchema)),
};
