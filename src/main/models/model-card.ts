import { z } from 'zod';
import { instant, uuid } from '../../shared/contract/base.ts';
import { inspectedAreaSchema } from '../../shared/contract/products.ts';
import {
  falseRejectRatesSchema,
  familySchema,
  precisionSchema,
  presetSchema,
  receptiveFieldSchema,
} from '../../shared/contract/training.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const positive = z.number().int().positive();

/** A file of the dataset as the model saw it. */
const sourceImageSchema = z.object({ name: z.string(), sha256 });

/** Statistics over all positions of the validation images (paper, section 3.3); those of each position are in the graph. */
const statisticsSchema = z.object({
  regressionError: z.object({ mean: z.number(), deviation: z.number().positive() }),
  predictiveUncertainty: z.object({ mean: z.number(), deviation: z.number().positive() }),
});

/** One receptive field's students and what they learnt from. */
const scaleCardSchema = z.object({
  receptiveField: receptiveFieldSchema,
  teacher: z.object({ name: z.string(), sha256 }),
  /** The model whose training made these students: the card's own, or one that it extends. */
  trainedIn: uuid,
  /** One descriptor every so many pixels while the students learnt. */
  trainingStride: positive,
  /** Side of the square of each image that a training step learned from, pixels. */
  window: positive,
  /** Passes over the training images; of many images, a part of one. */
  epochs: z.number().positive(),
  seed: z.number().int().nonnegative(),
  statistics: statisticsSchema,
  /** Mean squared error per descriptor component at the end, student by student, and the steps it took. */
  finalLoss: z.array(z.object({ training: z.number(), validation: z.number(), steps: positive })).min(1),
});
export type ScaleCard = z.infer<typeof scaleCardSchema>;

/**
 * The card that lies beside a model's graph: what it was trained on, how, with what, and what its numbers are.
 * Written once with the graph, never changed.
 */
export const modelCardSchema = z.object({
  format: z.literal(2),
  id: uuid,
  productId: uuid,
  productName: z.string(),
  createdAt: instant,
  family: familySchema,
  preset: presetSchema,
  /** The model whose students were kept, if any. */
  extends: uuid.nullable(),
  graph: z.object({
    file: z.literal('model.onnx'),
    sha256,
    bytes: positive,
    /** The frame is resized to this size `[height, width]` inside the graph; the map has it too. */
    inputSize: z.tuple([positive, positive]),
  }),
  /** The students as tensors, for a training that extends this model. */
  students: z.object({ file: z.literal('students.safetensors'), sha256, bytes: positive }),
  settings: z.object({
    width: z.enum(['compact', 'paper']),
    /** What the networks compute in. */
    precision: precisionSchema.default('float32'),
    /** Of each receptive field. */
    students: positive,
    /** One descriptor every `stride` pixels of the resized frame. */
    stride: positive,
    batchSize: positive,
    learningRate: z.number().positive(),
    weightDecay: z.number().nonnegative(),
    /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame; 0 = none. */
    smoothing: z.number().nonnegative(),
    /** The score is the mean over this share of the map's positions, the highest ones. */
    topShare: z.number().positive().max(1),
    area: inspectedAreaSchema,
  }),
  scales: z.array(scaleCardSchema).min(1),
  trainingImages: z.array(sourceImageSchema).min(1),
  validationImages: z.array(sourceImageSchema).min(1),
  skippedImages: z.array(z.object({ name: z.string(), message: z.string() })),
  thresholds: z.object({
    /** The score is calibrated: the defect limit is 0.5. */
    review: z.number(),
    defect: z.number(),
    falseRejectRates: falseRejectRatesSchema,
    /** How they were found, for people. */
    method: z.string(),
    validationScores: z.array(z.number()),
  }),
  trainingSeconds: z.number().nonnegative(),
  versions: z.record(z.string(), z.string()),
});
export type ModelCard = z.infer<typeof modelCardSchema>;
