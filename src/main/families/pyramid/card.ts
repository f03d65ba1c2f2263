import { z } from 'zod';
import { inspectedAreaSchema } from '../../../shared/contract/products.ts';
import { commonCard, positive, sha256, spreadSchema } from '../../learning/model-card.ts';
import { pyramidPresetSchema } from './settings.ts';

const weightsSchema = z.array(z.number().nonnegative()).min(1);

/** The card of a model whose students imitate several layers of the pretrained network. */
const pyramidCardSchema = z.object({
  ...commonCard,
  format: z.literal(3),
  family: z.literal('pyramid'),
  preset: pyramidPresetSchema,
  /** The file of learnt tensors: students, μ and σ, and the memory's members, if any. */
  learnt: z.object({ file: z.literal('pyramid.safetensors'), sha256, bytes: positive }),
  settings: z.object({
    /** The pretrained network whose layers the students imitate. */
    teacher: z.object({ name: z.string(), sha256 }),
    seed: z.number().int().nonnegative(),
    students: positive,
    /** Channels of a student's hidden layers. */
    width: positive,
    /**
     * Values in a student's bottleneck; null: an older student without one, which saw a layer below those it
     * imitates (before decision 0140).
     */
    bottleneck: positive.nullable().default(null),
    /** Passes over the training images; may be below one with many images. */
    epochs: z.number().positive(),
    batchSize: positive,
    learningRate: z.number().positive(),
    weightDecay: z.number().nonnegative(),
    /** Share of the positions that a step learns from. */
    hardestShare: z.number().positive().max(1),
    /** Weights in the score: each level, then the memory. */
    weights: z.object({ error: weightsSchema, uncertainty: weightsSchema }),
    /** Members of the memory that judges together with the students; null: there is none. */
    members: positive.nullable(),
    /** One value of the map's grid every `stride` pixels of the resized frame. */
    stride: positive,
    /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame. */
    smoothing: z.number().nonnegative(),
    /** The score is the mean over this share of the map's highest positions. */
    topShare: z.number().positive().max(1),
    area: inspectedAreaSchema,
  }),
  /** The imitated layers, fine to coarse, with statistics over the validation images. */
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
  /** Distances of good images to the memory; null: there is none. */
  memory: z.object({ distance: spreadSchema }).nullable(),
  /**
   * Final mean squared error per channel, student by student; `training` only covers the positions learnt
   * from.
   */
  finalLoss: z.array(z.object({ training: z.number(), validation: z.number(), steps: positive })).min(1),
});
export type PyramidCard = z.infer<typeof pyramidCardSchema>;

export const pyramidCards = {
  schema: pyramidCardSchema,
  learntFile: ({ learnt }: PyramidCard) => learnt,
};
