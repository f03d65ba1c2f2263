import { z } from 'zod';
import { inspectedAreaSchema } from '../../../shared/contract/products.ts';
import { commonCard, positive, sha256, spreadSchema } from '../../learning/model-card.ts';
import { memoryPresetSchema } from './settings.ts';

/** One of the views of a memory. */
const viewSchema = z.object({
  name: z.string(),
  sees: z.enum(['places', 'surroundings']),
  /** Size `[height, width]` of the frame for this view. */
  inputSize: z.tuple([positive, positive]),
  members: positive,
  /** Weight of the view's normalised distance in the score. */
  weight: z.number().positive(),
  /** Weight of the view's normalised distance in the map; absent in models with a single sum. */
  mapWeight: z.number().nonnegative().optional(),
  candidates: positive,
  radius: z.number().nonnegative(),
  distance: spreadSchema,
});

/**
 * The card of a model that remembers descriptors of good images. All its images are training images. Its
 * validation images are those whose scores set the limits; the memory judged each without the image's own
 * descriptors.
 */
const memoryCardSchema = z.object({
  ...commonCard,
  format: z.literal(3),
  family: z.literal('memory'),
  preset: memoryPresetSchema,
  /** The file of learnt tensors: members, μ and σ, view by view. */
  learnt: z.object({ file: z.literal('memory.safetensors'), sha256, bytes: positive }),
  settings: z.object({
    /** The pretrained network that made the descriptors. */
    teacher: z.object({ name: z.string(), sha256 }),
    seed: z.number().int().nonnegative(),
    /** Descriptors in the memory, over all views. */
    members: positive,
    /** Descriptors that the members were chosen from, over all views. */
    candidates: positive,
    /**
     * Distance of the first view's worst covered candidate to its nearest member, in standardised
     * descriptors.
     */
    radius: z.number().nonnegative(),
    /** One descriptor every `stride` pixels of the resized frame. */
    stride: positive,
    /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame. */
    smoothing: z.number().nonnegative(),
    /**
     * Deviations beyond which distances count by their logarithm; absent in models where all had the same
     * value.
     */
    tamedBeyond: z.number().positive().optional(),
    /** The score is the mean over this share of the map's highest positions. */
    topShare: z.number().positive().max(1),
    /** Images remembered also as turned copies; absent in older models. */
    turnedCopies: z.number().int().nonnegative().optional(),
    area: inspectedAreaSchema,
  }),
  /** Distances of good images to the memory without their own members, in the first view. */
  statistics: z.object({ distance: spreadSchema }),
  /** The views of the memory; absent in older models, which have one view. */
  views: z.array(viewSchema).optional(),
});
export type MemoryCard = z.infer<typeof memoryCardSchema>;

export const memoryCards = {
  schema: memoryCardSchema,
  learntFile: ({ learnt }: MemoryCard) => learnt,
};
