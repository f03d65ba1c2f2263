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

/** Most regions and most exclusions of a product: what a hand draws, not a pixel mask. */
const mostShapes = 50;

/** As `InspectedArea` of the domain. */
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

/** The limits of the score; of the map's, those that change. */
export const limitsChangeSchema = z
  .object({
    review: changedLimit,
    defect: changedLimit,
    /** Null: it follows T2, which is how every model begins. */
    pixelThreshold: pixelThreshold.max(largestLimit).nullable().optional(),
    smallestArea: smallestArea.optional(),
  })
  .refine(areOrdered, 'The review limit lies at or below the defect limit');

/** Everything that judges a part. */
export const limitsSchema = z.object({
  review: z.number(),
  defect: z.number(),
  pixelThreshold,
  smallestArea,
});

/** Limits with what moves along when T2 is moved. */
export const chosenLimitsSchema = limitsSchema.extend({
  /** Whether the pixel threshold follows T2; false where the engineer set it apart. */
  pixelFollows: z.boolean(),
});

/** Limits as they were set once; never changed, so that each verdict can be explained later. */
export const thresholdsRecordSchema = chosenLimitsSchema.extend({
  id: z.number().int().positive(),
  modelId: uuid,
  /** `validation`: set from the validation images' scores; `person`: moved by someone. */
  origin: z.enum(['validation', 'person']),
  setBy: z.string(),
  setAt: instant,
});
export type ThresholdsRecord = z.infer<typeof thresholdsRecordSchema>;

export const productNameSchema = z
  .string()
  .trim()
  .min(1, 'A product needs a name')
  .max(80, 'A product name has at most 80 characters')
  .regex(visibleLine, 'A product name is one line of visible characters');

/** Why a part is good or a defect, in the product's own words: “scratch”, “dust on the lens”. */
export const causeSchema = z
  .string()
  .trim()
  .min(1, 'A cause needs a name')
  .max(80, 'A cause has at most 80 characters');

/** A cause as it is given; what was given before is shown as it is. */
export const givenCauseSchema = causeSchema.regex(visibleLine, 'A cause is one line of visible characters');

/** What a scanner reads from a product's order papers or label. */
export const productCodeSchema = z
  .string()
  .trim()
  .min(3, 'A code has at least 3 characters')
  .max(64, 'A code has at most 64 characters')
  .regex(/^[\x20-\x7e]+$/, 'A code holds letters, digits and signs of a keyboard only');

/** Causes that a product may offer: what one can choose from. */
export const mostCauses = 40;

/** What an escape costs at least and at most, in false rejects. */
export const escapeCostBounds = { least: 1, most: 10_000 } as const;

/** How many false rejects an escape is worth: what limits are proposed by, and models compared by. */
export const escapeCostSchema = z.number().min(escapeCostBounds.least).max(escapeCostBounds.most);

/** Which good parts the log keeps with picture and map. */
export const keptGoodSchema = z.object({
  /** One of so many, drawn by chance; null: none. */
  oneIn: z.number().int().min(keptGoodBounds.oneIn.least).max(keptGoodBounds.oneIn.most).nullable(),
  /** All whose score is at least this share of T1; null: none. */
  nearLimit: z.number().min(keptGoodBounds.nearLimit.least).max(keptGoodBounds.nearLimit.most).nullable(),
});

/**
 * The smallest defect that matters: the side of a square of its area, as a share of the side of a square as large as the picture; so it
 * holds at every resolution of the camera.
 */
export const smallestDefectSchema = z.number().min(smallestDefectBounds.least).max(smallestDefectBounds.most);

/** How a product runs at the line. */
export const lineSettingsSchema = z.object({
  /** So many rejects in a row raise an alarm; null: never. */
  alarmAfter: z.number().int().min(alarmAfterBounds.least).max(alarmAfterBounds.most).nullable(),
  /** Null: no scanner changes over to it. */
  code: productCodeSchema.nullable(),
  /** None in files from before there was a choice. */
  keptGood: keptGoodSchema.default(noKeptGood),
});
export type LineSettings = z.infer<typeof lineSettingsSchema>;

export const productSchema = z.object({
  id: uuid,
  name: z.string(),
  createdAt: instant,
  /** When it was archived; null while it is in use. */
  archivedAt: instant.nullable(),
  /** Training images. */
  imageCount: z.number().int().nonnegative(),
  modelCount: z.number().int().nonnegative(),
  activeModelId: uuid.nullable(),
  /** Limits in force for the active model. */
  thresholds: thresholdsRecordSchema.nullable(),
  area: inspectedAreaSchema,
  /** The causes that are offered with a decision. */
  causes: z.array(causeSchema).readonly(),
  line: lineSettingsSchema,
  escapeCost: escapeCostSchema,
  /** Null: nobody has said it. */
  smallestDefect: smallestDefectSchema.nullable(),
  /** The project's own simulated product, with its simulated camera. */
  isSample: z.boolean(),
  /** `good` image for lists, if there is one. */
  coverImageId: z.number().int().positive().nullable(),
});
export type Product = z.infer<typeof productSchema>;

/** A file of a product on the station's machine. */
export const productFileEnding = '.loupe-product';
const productFilePath = stationPath.refine(
  (path) => path.toLowerCase().endsWith(productFileEnding),
  `A name that ends in ${productFileEnding} is needed`,
);

/** How far the making of the sample product is; the last event is `finished`. */
export const sampleEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    /** `pictures`: rendered · `images`: taken into the dataset. */
    phase: z.enum(['pictures', 'images']),
    done: z.number().int().nonnegative(),
    total: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('finished'), product: productSchema }),
]);
export type SampleEvent = z.infer<typeof sampleEventSchema>;

export const products = {
  /** Those in use. */
  list: procedure('products.list').output(z.array(productSchema)),
  /** Those that were archived, the latest first. */
  archived: procedure('products.list').output(z.array(productSchema)),
  get: procedure('products.read')
    .input(z.object({ id: uuid }))
    .output(productSchema),
  create: procedure('products.edit')
    .input(z.object({ name: productNameSchema }))
    .output(productSchema),
  /** Makes a product with the area, causes, alarm, cost of an escape and smallest defect of another one, without its images and models. */
  duplicate: procedure('products.edit')
    .input(z.object({ id: uuid, name: productNameSchema }))
    .output(productSchema),
  rename: procedure('products.edit')
    .input(z.object({ id: uuid, name: productNameSchema }))
    .output(productSchema),
  /** Writes settings, images, models and history of limits and activations as one file of the station's machine. */
  exportFile: procedure('models.exchange')
    .input(z.object({ id: uuid, file: productFilePath }))
    .output(z.object({ images: count, models: count, bytes: count })),
  /**
   * Takes such a file in. ALREADY_EXISTS where the station has the product; `as` takes a copy in under another name.
   */
  importFile: procedure('models.exchange')
    .input(z.object({ file: productFilePath, as: productNameSchema.nullable().default(null) }))
    .output(z.object({ product: productSchema, images: count, models: count })),
  /** Takes the product out of use; images, models and log stay. CONFLICT while it is inspected. */
  archive: procedure('products.edit')
    .input(z.object({ id: uuid }))
    .output(z.void()),
  /**
   * Takes an archived product back into use. A name that another product has by now gets a number behind it; a code that another one
   * has stays with that one.
   */
  restore: procedure('products.edit')
    .input(z.object({ id: uuid }))
    .output(productSchema),
  /** Counts for trainings from now on. */
  setArea: procedure('products.edit')
    .input(z.object({ id: uuid, area: inspectedAreaSchema }))
    .output(productSchema),
  /** What is offered from now on; what was decided keeps its cause. */
  setCauses: procedure('causes.set')
    .input(z.object({ id: uuid, causes: z.array(givenCauseSchema).max(mostCauses) }))
    .output(productSchema),
  /** The alarm acts on the next part. No two products have the same code, whatever its case. */
  setLine: procedure('products.edit')
    .input(z.object({ id: uuid, line: lineSettingsSchema }))
    .output(productSchema),
  setEscapeCost: procedure('limits.set')
    .input(z.object({ id: uuid, escapeCost: escapeCostSchema }))
    .output(productSchema),
  /** What presets are recommended by; null takes it back. */
  setSmallestDefect: procedure('products.edit')
    .input(z.object({ id: uuid, smallestDefect: smallestDefectSchema.nullable() }))
    .output(productSchema),
  /** Acts on the next frame. Of limits set by what the line shows, the station remembers by which pictures. */
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
   * Makes the simulated product with its training and test images, or takes the one there is; goes on when the caller leaves. Its name is
   * that of the caller's language, an English one where none is given.
   */
  createSample: procedure('products.addSample')
    .input(z.object({ name: productNameSchema }).optional())
    .output(eventIterator(sampleEventSchema)),
};
