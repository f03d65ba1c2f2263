import { z } from 'zod';
import { families } from '../../../shared/contract/families.ts';
import { inspectedAreaSchema } from '../../../shared/contract/products.ts';
import { commonCard, positive, sha256, spreadSchema } from './common.ts';

/**
 * The card of a model that remembers descriptors of good images. All its images are training images; its validation images are
 * those of them whose scores set the limits, each judged by the memory without what the image gave to it.
 */
export const memoryCardSchema = z.object({
  ...commonCard,
  format: z.literal(3),
  family: z.literal('memory'),
  preset: z.enum(families.memory.presets),
  /** What was learnt, as tensors: the members, μ and σ. */
  learnt: z.object({ file: z.literal('memory.safetensors'), sha256, bytes: positive }),
  settings: z.object({
    /** The pretrained network whose features are remembered. */
    teacher: z.object({ name: z.string(), sha256 }),
    seed: z.number().int().nonnegative(),
    /** Descriptors in the memory. */
    members: positive,
    /** Descriptors that the members were chosen from. */
    candidates: positive,
    /** Distance of the worst covered candidate to its nearest member, in standardised descriptors. */
    radius: z.number().nonnegative(),
    /** One descriptor every `stride` pixels of the resized frame. */
    stride: positive,
    /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame. */
    smoothing: z.number().nonnegative(),
    /** The score is the mean over this share of the map's positions, the highest ones. */
    topShare: z.number().positive().max(1),
    area: inspectedAreaSchema,
  }),
  /** Distances of good images to the memory without their own members. */
  statistics: z.object({ distance: spreadSchema }),
});
export type MemoryCard = z.infer<typeof memoryCardSchema>;
