import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { dataNoteSchema } from '../domain/data-notes.ts';
import { traitNameSchema } from '../domain/picture-traits.ts';
import { stationPath } from '../domain/station-path.ts';
import { ownRegionLimits } from '../domain/verdict.ts';
import { noteSchema, visibleLine } from '../domain/visible-text.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { goodKindsSchema } from './datasets.ts';
import { activationSchema } from './activations.ts';
import { importableModelSchema } from './model-import.ts';
import { chosenLimitsSchema, limitsChangeSchema, limitsSchema } from './products.ts';
import { familySchema, presetSchema } from '../domain/families.ts';
import { poseSchema } from '../domain/pose.ts';

/**
 * Confusion matrix of the verdict defect. A false reject is a good part called defect; an escape is a defect
 * called good.
 */
export const confusionSchema = z.object({
  truePositives: z.number().int().nonnegative(),
  falseRejects: z.number().int().nonnegative(),
  trueNegatives: z.number().int().nonnegative(),
  escapes: z.number().int().nonnegative(),
});

export const scoredImageSchema = z.object({
  /** Path below the evaluated folder, e.g. `test/crack/anomaly-10.jpg`. */
  file: z.string(),
  /** Id of the product's own test image; absent for a file of a folder. */
  imageId: rowId.optional(),
  kind: z.string(),
  defective: z.boolean(),
  /**
   * Path of the image's ground truth below the evaluated folder; null: it has none; absent in older
   * evaluations.
   */
  maskFile: z.string().nullable().optional(),
  score: z.number(),
  /** Size of the map's largest region, in positions, at each pixel threshold of the evaluation's profile. */
  largestRegions: z.array(z.number().int().nonnegative()).default([]),
  /** Where the part lay; absent if the model does not align parts. */
  pose: poseSchema.optional(),
});
export type ScoredImage = z.infer<typeof scoredImageSchema>;

/** An image unlike the training images, with the traits in which it differs. */
const unlikeImageSchema = z.object({ file: z.string(), traits: z.array(traitNameSchema).min(1) });
export type UnlikeImage = z.infer<typeof unlikeImageSchema>;

const rate = z.number().min(0).max(1);

/**
 * On how many images each place of the part reached the pixel threshold. Counts on a coarse grid `[height,
 * width]`, row-major.
 */
export const markedPlacesSchema = z.object({
  height: z.number().int().positive(),
  width: z.number().int().positive(),
  good: z.array(count),
  defective: z.array(count),
});
export type MarkedPlaces = z.infer<typeof markedPlacesSchema>;

/** Region overlap of one kind of defect. */
const kindRegionsSchema = z.object({
  group: z.string(),
  regions: z.number().int().nonnegative(),
  auPro: z.number().nullable(),
});
export type KindRegions = z.infer<typeof kindRegionsSchema>;

export const evaluationResultSchema = z.object({
  images: z.number().int().positive(),
  imageAuroc: z.number().nullable(),
  /** Null: the folder has no ground truth. */
  pixelAuroc: z.number().nullable(),
  /** Area under the per-region-overlap curve up to a false-positive rate of 0.3. */
  auPro: z.number().nullable(),
  /** Median time of one graph run, milliseconds. */
  msPerImage: z.number().nonnegative(),
  /** Time of one graph run, milliseconds; null: the evaluation did not measure it. */
  latency: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable().default(null),
  /** The limit with the highest F1 on these images; null: no image is defective. */
  bestF1: z.object({ threshold: z.number(), f1: rate }).nullable().default(null),
  /** The per-region-overlap curve up to a false-positive rate of 0.3. */
  proCurve: z.array(z.object({ falsePositiveRate: rate, overlap: rate })).default([]),
  /** Overlap per kind of defect, if there is ground truth. */
  regionsByKind: z.array(kindRegionsSchema).default([]),
  /** Limits in force. Evaluations older than limits of the map get the model's own. */
  thresholds: limitsSchema.extend({
    pixelThreshold: limitsSchema.shape.pixelThreshold.default(ownRegionLimits.pixelThreshold),
    smallestArea: limitsSchema.shape.smallestArea.default(ownRegionLimits.smallestArea),
  }),
  confusion: confusionSchema,
  /** Where the largest regions were measured; null: the evaluation is older than limits of the map. */
  regionProfile: z
    .object({ cells: z.number().int().positive(), pixelThresholds: z.array(z.number()) })
    .nullable()
    .default(null),
  scores: z.array(scoredImageSchema),
  /** Where on the part the map reached the pixel threshold; null: the evaluation is older than this count. */
  markedPlaces: markedPlacesSchema.nullable().default(null),
  skipped: z.array(z.object({ name: z.string(), message: z.string() })),
  /** Oddities of the images and their ground truth. */
  notes: z.array(dataNoteSchema).default([]),
  /** Real paths of folders outside the evaluated one that links inside it point to. */
  linkedFolders: z.array(z.string()).default([]),
  /** Images unlike the training images; null: the model's card does not describe these. */
  unlike: z.array(unlikeImageSchema).nullable().default(null),
  /** SHA-256 over the names and contents of the images, in order; null: the evaluation did not compute it. */
  dataSha256: z.string().nullable().default(null),
});
export type EvaluationResult = z.infer<typeof evaluationResultSchema>;

/** The images of an evaluation: the product's own test images, or a folder on the station's machine. */
export const evaluationSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('test-images') }),
  /** A folder in the layout `test/<kind>`, `ground_truth/<kind>/<name>_mask.png`. */
  z.object({ kind: z.literal('folder'), folder: stationPath, goodKinds: goodKindsSchema.optional() }),
]);
export type EvaluationSource = z.infer<typeof evaluationSourceSchema>;

/** The `folder` of an evaluation on the product's own test images. */
export const ownTestImages = '';

export const evaluationSchema = z.object({
  id: z.number().int().positive(),
  modelId: uuid,
  /** Path of the evaluated folder, or `ownTestImages`. */
  folder: z.string(),
  evaluatedAt: instant,
  result: evaluationResultSchema,
});
export type Evaluation = z.infer<typeof evaluationSchema>;

export const evaluationEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    done: z.number().int().nonnegative(),
    total: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('finished'), evaluation: evaluationSchema }),
]);
export type EvaluationEvent = z.infer<typeof evaluationEventSchema>;

/**
 * A test image's present label, if it has changed since the evaluation; `truth` null: it is no test image any
 * more.
 */
export const correctionSchema = z.object({
  /** Index among the evaluation's images. */
  number: count,
  truth: z.object({ defective: z.boolean(), kind: z.string() }).nullable(),
});
export type Correction = z.infer<typeof correctionSchema>;

/** A good image that the model's limits come from, with its score. */
export const goodPartSchema = z.object({
  name: z.string(),
  score: z.number(),
  /** Id of the product's training image; null: the image has been removed since. */
  imageId: rowId.nullable(),
});
export type GoodPart = z.infer<typeof goodPartSchema>;

/** Ending of a model's single file. */
export const modelFileEnding = '.loupe-model';

/** A model's name; empty: windows name it by preset and time. */
export const modelNameSchema = z
  .string()
  .trim()
  .max(80, 'A model’s name has at most 80 characters')
  .regex(visibleLine, 'A model’s name is one line of visible characters');

/** Changes to a model's name and notes; absent fields stay as they are. */
export const modelChangeSchema = z.object({
  name: modelNameSchema.optional(),
  note: noteSchema(2_000).optional(),
  /** Whether the model stays at the top of the list. */
  pinned: z.boolean().optional(),
  /** Whether the model is archived; CONFLICT for the active one. Activating a model unarchives it. */
  archived: z.boolean().optional(),
});
export type ModelChange = z.infer<typeof modelChangeSchema>;

export const modelSchema = z.object({
  id: uuid,
  productId: uuid,
  name: z.string(),
  note: z.string(),
  pinned: z.boolean(),
  /** When the model was archived; null: it is in the list. */
  archivedAt: instant.nullable(),
  family: familySchema,
  preset: presetSchema,
  createdAt: instant,
  active: z.boolean(),
  /** Limits of the score that follow from the validation images. */
  thresholds: z.object({ review: z.number(), defect: z.number() }),
  /** The latest limits in force for the model; activating it brings them back. Null: it was never active. */
  lastLimits: chosenLimitsSchema.nullable(),
  /** Students of all receptive fields together; 0 for a family without students. */
  students: z.number().int().nonnegative(),
  /** Side lengths in pixels; empty for a family without receptive fields. */
  receptiveFields: z.array(z.number().int().positive()),
  trainingImages: z.number().int().positive(),
  validationImages: z.number().int().positive(),
  trainingSeconds: z.number().nonnegative(),
  graphSha256: z.string().length(64),
  graphBytes: z.number().int().positive(),
  latestEvaluation: evaluationSchema.nullable(),
});
export type Model = z.infer<typeof modelSchema>;

export const models = {
  list: procedure('models.list')
    .input(z.object({ productId: uuid }))
    .output(z.array(modelSchema)),
  /** Returns the whole card that lies beside the graph, with a summary of the latest evaluation. */
  card: procedure('models.read')
    .input(z.object({ modelId: uuid }))
    .output(z.record(z.string(), z.unknown())),
  /**
   * Returns the good images that the model's limits come from, highest score first; empty if the card does
   * not name them.
   */
  goodParts: procedure('models.read')
    .input(z.object({ modelId: uuid }))
    .output(z.array(goodPartSchema)),
  edit: procedure('models.edit')
    .input(modelChangeSchema.extend({ modelId: uuid }))
    .output(modelSchema),
  activate: procedure('models.activate')
    .input(
      z.object({
        modelId: uuid,
        note: noteSchema(500).default(''),
        /** In force from the first part on. Defaults to the model's latest limits, else to its own. */
        limits: limitsChangeSchema.optional(),
      }),
    )
    .output(modelSchema),
  /** Lists which model inspected from when on, newest first. */
  activations: procedure('models.read')
    .input(z.object({ productId: uuid }))
    .output(z.array(activationSchema)),
  /** Describes an exported model, a folder or one file, before its import. */
  lookAtExport: procedure('models.exchange')
    .input(z.object({ folder: stationPath }))
    .output(importableModelSchema),
  /** Imports an exported model for a product, without activating it. */
  importFrom: procedure('models.exchange')
    .input(z.object({ folder: stationPath, productId: uuid }))
    .output(modelSchema),
  /** Exports below a folder, or as one file if the name ends in `.loupe-model`. */
  exportTo: procedure('models.exchange')
    .input(z.object({ modelId: uuid, folder: stationPath }))
    .output(z.object({ folder: z.string(), files: z.array(z.string()) })),
  evaluate: procedure('models.evaluate')
    .input(z.object({ modelId: uuid, source: evaluationSourceSchema }))
    .output(eventIterator(evaluationEventSchema)),
  /** Lists the product's own test images whose labels have changed since the evaluation. */
  corrections: procedure('models.evaluate')
    .input(z.object({ evaluationId: rowId }))
    .output(z.array(correctionSchema)),
};
