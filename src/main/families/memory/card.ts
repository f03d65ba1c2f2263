import { z } from 'zod';
import { inspectedAreaSchema } from '../../../shared/contract/products.ts';
import { commonCard, positive, sha256, spreadSchema } from '../../learning/model-card.ts';
import { memoryPresetSchema } from './settings.ts';

/** One of the views of a memory. */
const viewSchema = z.object({
  name: z.string(),
  sees: z.enum(['places', 'surroundings']),
  /** The frame is resized to this size `[height, width]` for it. */
  inputSize: z.tuple([positive, positive]),
  members: positive,
  /** What its normalised distance counts in the sum that the score is taken from. */
  weight: z.number().positive(),
  /** The same in the map; models made when there was but one sum have it not. */
  mapWeight: z.number().nonnegative().optional(),
  candidates: positive,
  radius: z.number().nonnegative(),
  distance: spreadSchema,
});

/**
 * The card of a model that remembers descriptors of good images. All its images are training images; its validation images are
 * those of them whose scores set the limits, each judged by the memory without what the image gave to it.
 */
export const memoryCardSchema = z.object({
  ...commonCard,
  format: z.literal(3),
  family: z.literal('memory'),
  preset: memoryPresetSchema,
  /** What was learnt, as tensors: view by view the members, μ and σ. */
  learnt: z.object({ file: z.literal('memory.safetensors'), sha256, bytes: positive }),
  settings: z.object({
    /** The pretrained network whose features are remembered. */
    teacher: z.object({ name: z.string(), sha256 }),
    seed: z.number().int().nonnegative(),
    /** Descriptors in the memory, of all views. */
    members: positive,
    /** Descriptors that the members were chosen from, of all views. */
    candidates: positive,
    /** Distance of the first view's worst covered candidate to its nearest member, in standardised descriptors. */
    radius: z.number().nonnegative(),
    /** One descriptor every `stride` pixels of the resized frame. */
    stride: positive,
    /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame. */
    smoothing: z.number().nonnegative(),
    /** Deviations beyond which distances count by their logarithm; models made when that was the same for all have it not. */
    tamedBeyond: z.number().positive().optional(),
    /** The score is the mean over this share of the map's positions, the highest ones. */
    topShare: z.number().positive().max(1),
    /** Images that are remembered turned as well; models made before there were any have it not. */
    turnedCopies: z.number().int().nonnegative().optional(),
    area: inspectedAreaSchema,
  }),
  /** Distances of good images to the memory without their own members, in the first view. */
  statistics: z.object({ distance: spreadSchema }),
  /** What the memory looks at; models made when there was but one view have none of this. */
  views: z.array(viewSchema).optional(),
});
export type MemoryCard = z.infer<typeof memoryCardSchema>;

export const memoryCards = {
  schema: memoryCardSchema,
  learntFile: ({ learnt }: MemoryCard) => learnt,
};
