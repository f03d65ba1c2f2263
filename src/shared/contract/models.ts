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

/** Confusion matrix of the verdict defect: a false reject is a good part called defect, an escape the reverse. */
export const confusionSchema = z.object({
  truePositives: z.number().int().nonnegative(),
  falseRejects: z.number().int().nonnegative(),
  trueNegatives: z.number().int().nonnegative(),
  escapes: z.number().int().nonnegative(),
});

export const scoredImageSchema = z.object({
  /** Path below the evaluated folder, e.g. `test/crack/anomaly-10.jpg`. */
  file: z.string(),
  /** The product's own test image; left out for a file of a folder. */
  imageId: rowId.optional(),
  kind: z.string(),
  defective: z.boolean(),
  /** Path of its ground truth below the evaluated folder, null where it has none; not known of older evaluations. */
  maskFile: z.string().nullable().optional(),
  score: z.number(),
  /** Positions of its map's largest region at each pixel threshold of the evaluation's profile. */
  largestRegions: z.array(z.number().int().nonnegative()).default([]),
  /** Where the part lay; left out where the model brings none into place. */
  pose: poseSchema.optional(),
});
export type ScoredImage = z.infer<typeof scoredImageSchema>;

/** An image that looks unlike the training images, and in what. */
const unlikeImageSchema = z.object({ file: z.string(), traits: z.array(traitNameSchema).min(1) });
export type UnlikeImage = z.infer<typeof unlikeImageSchema>;

const rate = z.number().min(0).max(1);

/** On how many images each place of the part reached the pixel threshold, on a coarse grid `[height, width]` row-major. */
export const markedPlacesSchema = z.object({
  height: z.number().int().positive(),
  width: z.number().int().positive(),
  good: z.array(count),
  defective: z.array(count),
});
export type MarkedPlaces = z.infer<typeof markedPlacesSchema>;

/** How well the regions of one kind of defect are covered. */
const kindRegionsSchema = z.object({
  group: z.string(),
  regions: z.number().int().nonnegative(),
  auPro: z.number().nullable(),
});
export type KindRegions = z.infer<typeof kindRegionsSchema>;

export const evaluationResultSchema = z.object({
  images: z.number().int().positive(),
  imageAuroc: z.number().nullable(),
  /** Null where the folder has no ground truth. */
  pixelAuroc: z.number().nullable(),
  /** Area under the per-region-overlap curve up to a false-positive rate of 0.3. */
  auPro: z.number().nullable(),
  /** Median time of one graph run, milliseconds. */
  msPerImage: z.number().nonnegative(),
  /** Of one graph run, milliseconds; null in evaluations that did not take them. */
  latency: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable().default(null),
  /** The limit with the highest F1 on these images; null without defective ones. */
  bestF1: z.object({ threshold: z.number(), f1: rate }).nullable().default(null),
  /** The per-region-overlap curve up to a false-positive rate of 0.3. */
  proCurve: z.array(z.object({ falsePositiveRate: rate, overlap: rate })).default([]),
  /** Kind by kind, where there is ground truth. */
  regionsByKind: z.array(kindRegionsSchema).default([]),
  /** Those of the map are the model's own in evaluations from before there were any. */
  thresholds: limitsSchema.extend({
    pixelThreshold: limitsSchema.shape.pixelThreshold.default(ownRegionLimits.pixelThreshold),
    smallestArea: limitsSchema.shape.smallestArea.default(ownRegionLimits.smallestArea),
  }),
  confusion: confusionSchema,
  /** Where the largest regions were measured; null in evaluations from before there were limits of the map. */
  regionProfile: z
    .object({ cells: z.number().int().positive(), pixelThresholds: z.array(z.number()) })
    .nullable()
    .default(null),
  scores: z.array(scoredImageSchema),
  /** Where on the part the map reached the pixel threshold; null in evaluations from before that was counted. */
  markedPlaces: markedPlacesSchema.nullable().default(null),
  skipped: z.array(z.object({ name: z.string(), message: z.string() })),
  /** What is odd about the images and their ground truth. */
  notes: z.array(dataNoteSchema).default([]),
  /** Real paths of the folders outside the evaluated one that links in it lead to. */
  linkedFolders: z.array(z.string()).default([]),
  /** Images unlike the training images; null where the model's card says nothing of these. */
  unlike: z.array(unlikeImageSchema).nullable().default(null),
  /** SHA-256 over the names and contents of the images, in order; null in evaluations that did not take it. */
  dataSha256: z.string().nullable().default(null),
});
export type EvaluationResult = z.infer<typeof evaluationResultSchema>;

/** What a model is measured on: the product's own test images, or a folder of the station's machine. */
export const evaluationSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('test-images') }),
  /** In the layout `test/<kind>`, `ground_truth/<kind>/<name>_mask.png`. */
  z.object({ kind: z.literal('folder'), folder: stationPath, goodKinds: goodKindsSchema.optional() }),
]);
export type EvaluationSource = z.infer<typeof evaluationSourceSchema>;

/** The folder of an evaluation that had none. */
export const ownTestImages = '';

export const evaluationSchema = z.object({
  id: z.number().int().positive(),
  modelId: uuid,
  /** Path of the evaluated folder; `ownTestImages` for the product's own. */
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

/** What a test image is called by now, where that is another than when it was evaluated; null: it tests no more. */
export const correctionSchema = z.object({
  /** Place among the evaluation's images. */
  number: count,
  truth: z.object({ defective: z.boolean(), kind: z.string() }).nullable(),
});
export type Correction = z.infer<typeof correctionSchema>;

/** A good image that a model's limits come from, with its score. */
export const goodPartSchema = z.object({
  name: z.string(),
  score: z.number(),
  /** The training image of the product that it is; null where it was left out since. */
  imageId: rowId.nullable(),
});
export type GoodPart = z.infer<typeof goodPartSchema>;

/** A model as one file. */
export const modelFileEnding = '.loupe-model';

/** What people call a model; empty: by its preset and time. */
export const modelNameSchema = z
  .string()
  .trim()
  .max(80, 'A model’s name has at most 80 characters')
  .regex(visibleLine, 'A model’s name is one line of visible characters');

/** What people write on a model; what is left out stays. */
export const modelChangeSchema = z.object({
  name: modelNameSchema.optional(),
  note: noteSchema(2_000).optional(),
  /** Whether it stands on top of the list. */
  pinned: z.boolean().optional(),
  /** Whether it is put away; CONFLICT for the active one. Activating it takes it back. */
  archived: z.boolean().optional(),
});
export type ModelChange = z.infer<typeof modelChangeSchema>;

export const modelSchema = z.object({
  id: uuid,
  productId: uuid,
  name: z.string(),
  note: z.string(),
  pinned: z.boolean(),
  /** When it was put away; null while it is in the list. */
  archivedAt: instant.nullable(),
  family: familySchema,
  preset: presetSchema,
  createdAt: instant,
  active: z.boolean(),
  /** What the validation images say: limits of the image score. */
  thresholds: z.object({ review: z.number(), defect: z.number() }),
  /** The latest that were in force for it: in force again once it is activated. Null: it was never active. */
  lastLimits: chosenLimitsSchema.nullable(),
  /** Of all receptive fields; 0 for a family without students. */
  students: z.number().int().nonnegative(),
  /** Empty for a family without any. */
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
  /** The whole card, as it lies beside the graph, with a summary of the latest evaluation. */
  card: procedure('models.read')
    .input(z.object({ modelId: uuid }))
    .output(z.record(z.string(), z.unknown())),
  /** The good images that the model's limits come from, the highest score first; none where its card does not name them. */
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
        /** In force from the first part on; the latest that the model had, else its own, when left out. */
        limits: limitsChangeSchema.optional(),
      }),
    )
    .output(modelSchema),
  /** Which model inspected from when on, newest first. */
  activations: procedure('models.read')
    .input(z.object({ productId: uuid }))
    .output(z.array(activationSchema)),
  /** What an exported model is, a folder or one file, before it is taken in. */
  lookAtExport: procedure('models.exchange')
    .input(z.object({ folder: stationPath }))
    .output(importableModelSchema),
  /** Takes an exported model in for a product; it is not activated. */
  importFrom: procedure('models.exchange')
    .input(z.object({ folder: stationPath, productId: uuid }))
    .output(modelSchema),
  /** Below a folder, or as one file where the name ends in `.loupe-model`. */
  exportTo: procedure('models.exchange')
    .input(z.object({ modelId: uuid, folder: stationPath }))
    .output(z.object({ folder: z.string(), files: z.array(z.string()) })),
  evaluate: procedure('models.evaluate')
    .input(z.object({ modelId: uuid, source: evaluationSourceSchema }))
    .output(eventIterator(evaluationEventSchema)),
  /** Images of the product's own whose labels were corrected since they were evaluated. */
  corrections: procedure('models.evaluate')
    .input(z.object({ evaluationId: rowId }))
    .output(z.array(correctionSchema)),
};
