import { z } from 'zod';
import { inspectedAreaSchema } from '../../../shared/contract/products.ts';
import { commonCard, positive, sha256, spreadSchema } from '../../learning/model-card.ts';
import { pyramidPresetSchema } from './settings.ts';

const weightsSchema = z.array(z.number().nonnegative()).min(1);

/** The card of a model whose students imitate several layers of the pretrained network. */
export const pyramidCardSchema = z.object({
  ...commonCard,
  format: z.literal(3),
  family: z.literal('pyramid'),
  preset: pyramidPresetSchema,
  /** What was learnt, as tensors: the students, μ and σ, and the members of the memory where there is one. */
  learnt: z.object({ file: z.literal('pyramid.safetensors'), sha256, bytes: positive }),
  settings: z.object({
    /** The pretrained network whose layers are imitated. */
    teacher: z.object({ name: z.string(), sha256 }),
    seed: z.number().int().nonnegative(),
    students: positive,
    /** Channels of a student's hidden layers. */
    width: positive,
    /**
     * Values that a student hands on of what it sees; null: it saw a layer before those it imitates, as students did before
     * decision 0140.
     */
    bottleneck: positive.nullable().default(null),
    /** Passes over the training images; of many images, a part of one. */
    epochs: z.number().positive(),
    batchSize: positive,
    learningRate: z.number().positive(),
    weightDecay: z.number().nonnegative(),
    /** Share of the positions that a step learnt from. */
    hardestShare: z.number().positive().max(1),
    /** What counts how much in the score, each level and then the memory. */
    weights: z.object({ error: weightsSchema, uncertainty: weightsSchema }),
    /** Descriptors of a memory that judges together with the students; null: they judge alone. */
    members: positive.nullable(),
    /** One value of the map's grid every `stride` pixels of the resized frame. */
    stride: positive,
    /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame. */
    smoothing: z.number().nonnegative(),
    /** The score is the mean over this share of the map's positions, the highest ones. */
    topShare: z.number().positive().max(1),
    area: inspectedAreaSchema,
  }),
  /** The layers imitated, from fine to coarse, and how well: statistics over the validation images. */
  levels: z
    .array(
      z.object({
        layer: z.string(),
        stride: positive,
        channels: positive,
        regressionError: spreadSchema,
        predictiveUncertainty: spreadSchema,
      }),
    )
    .min(1),
  /** Distances of good images to the memory; null without one. */
  memory: z.object({ distance: spreadSchema }).nullable(),
  /** Mean squared error per channel at the end, student by student; of training, that of the positions learnt from. */
  finalLoss: z.array(z.object({ training: z.number(), validation: z.number(), steps: positive })).min(1),
});
export type PyramidCard = z.infer<typeof pyramidCardSchema>;

export const pyramidCards = {
  schema: pyramidCardSchema,
  learntFile: ({ learnt }: PyramidCard) => learnt,
};
