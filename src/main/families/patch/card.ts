import { z } from 'zod';
import { uuid } from '../../../shared/contract/base.ts';
import { inspectedAreaSchema } from '../../../shared/contract/products.ts';
import { precisionSchema, receptiveFieldSchema } from '../../../shared/contract/training.ts';
import { commonCard, positive, sha256, spreadSchema } from '../../learning/model-card.ts';
import { networkWidths } from './graph/spec.ts';
import { patchPresetSchema } from './settings.ts';

/**
 * Statistics over all positions of the validation images (paper, section 3.3); the graph has those of each
 * position.
 */
const statisticsSchema = z.object({
  regressionError: spreadSchema,
  predictiveUncertainty: spreadSchema,
});

/** The students of one receptive field and their training. */
const scaleCardSchema = z.object({
  receptiveField: receptiveFieldSchema,
  teacher: z.object({ name: z.string(), sha256 }),
  /** The model whose training made these students: this one, or one that it extends. */
  trainedIn: uuid,
  /** Pixels between two descriptors during the training. */
  trainingStride: positive,
  /** Side of the square that a training step used from each image, pixels. */
  window: positive,
  /** Passes over the training images; may be below one with many images. */
  epochs: z.number().positive(),
  seed: z.number().int().nonnegative(),
  statistics: statisticsSchema,
  /** Final mean squared error per descriptor component, and number of steps, student by student. */
  finalLoss: z.array(z.object({ training: z.number(), validation: z.number(), steps: positive })).min(1),
});
export type ScaleCard = z.infer<typeof scaleCardSchema>;

/** The card of a model of patch networks. Its `format` is older than the other families. */
export const patchCardSchema = z.object({
  ...commonCard,
  format: z.literal(2),
  family: z.literal('patch'),
  preset: patchPresetSchema,
  /** The model whose students were kept; null: none. */
  extends: uuid.nullable(),
  /** The file of the students' tensors, for a training that extends this model. */
  students: z.object({ file: z.literal('students.safetensors'), sha256, bytes: positive }),
  settings: z.object({
    width: z.enum(networkWidths),
    /** Arithmetic of the networks. */
    precision: precisionSchema.default('float32'),
    /** M, the students of each receptive field. */
    students: positive,
    /** One descriptor every `stride` pixels of the resized frame. */
    stride: positive,
    batchSize: positive,
    learningRate: z.number().positive(),
    weightDecay: z.number().nonnegative(),
    /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame; 0 = none. */
    smoothing: z.number().nonnegative(),
    /** The score is the mean over this share of the map's highest positions. */
    topShare: z.number().positive().max(1),
    area: inspectedAreaSchema,
  }),
  scales: z.array(scaleCardSchema).min(1),
});
export type PatchCard = z.infer<typeof patchCardSchema>;

export const patchCards = {
  schema: patchCardSchema,
  learntFile: ({ students }: PatchCard) => students,
};
