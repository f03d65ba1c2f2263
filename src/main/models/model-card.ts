import { z } from 'zod';
import { instant, uuid } from '../../shared/contract/base.ts';
import { regionSchema } from '../../shared/contract/products.ts';
import { familySchema, presetSchema } from '../../shared/contract/training.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const positive = z.number().int().positive();

/** A file of the dataset as the model saw it. */
const sourceImageSchema = z.object({ name: z.string(), sha256 });

/**
 * The card that lies beside a model's graph: what it was trained on, how, with what, and what its numbers are.
 * Written once with the graph, never changed.
 */
export const modelCardSchema = z.object({
  format: z.literal(1),
  id: uuid,
  productId: uuid,
  productName: z.string(),
  createdAt: instant,
  family: familySchema,
  preset: presetSchema,
  graph: z.object({
    file: z.literal('model.onnx'),
    sha256,
    bytes: positive,
    /** The frame is resized to this size `[height, width]` inside the graph; the map has it too. */
    inputSize: z.tuple([positive, positive]),
  }),
  teacher: z.object({ name: z.string(), sha256 }),
  settings: z.object({
    receptiveField: z.union([z.literal(17), z.literal(33), z.literal(65)]),
    width: z.enum(['compact', 'paper']),
    students: positive,
    /** One descriptor every `stride` pixels of the resized frame. */
    stride: positive,
    /** Passes over the training images; of many images, a part of one. */
    epochs: z.number().positive(),
    batchSize: positive,
    /** Side of the square of each image that a training step learned from, pixels. */
    window: positive,
    learningRate: z.number().positive(),
    weightDecay: z.number().nonnegative(),
    /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame; 0 = none. */
    smoothing: z.number().nonnegative(),
    /** The score is the mean over this share of the map's positions, the highest ones. */
    topShare: z.number().positive().max(1),
    seed: z.number().int().nonnegative(),
    region: regionSchema.nullable(),
  }),
  trainingImages: z.array(sourceImageSchema).min(1),
  validationImages: z.array(sourceImageSchema).min(1),
  skippedImages: z.array(z.object({ name: z.string(), message: z.string() })),
  /** Statistics over all positions of the validation images (paper, section 3.3); those of each position are in the graph. */
  statistics: z.object({
    regressionError: z.object({ mean: z.number(), deviation: z.number().positive() }),
    predictiveUncertainty: z.object({ mean: z.number(), deviation: z.number().positive() }),
  }),
  thresholds: z.object({
    /** The score is calibrated: the defect limit is 0.5. */
    review: z.number(),
    defect: z.number(),
    /** How they were found, for people. */
    method: z.string(),
    validationScores: z.array(z.number()),
  }),
  training: z.object({
    seconds: z.number().nonnegative(),
    /** Mean squared error per descriptor component at the end, student by student. */
    finalLoss: z.array(z.object({ training: z.number(), validation: z.number() })),
  }),
  versions: z.record(z.string(), z.string()),
});
export type ModelCard = z.infer<typeof modelCardSchema>;
