import { z } from 'zod';
import { tensorTypes } from '../../networks/safetensors.ts';
import { pretrainingSettingsSchema } from './pretraining-settings.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Mean losses over the steps up to `step`; a term that is switched off is 0. */
export const lossPointSchema = z.object({
  step: z.int().positive(),
  /** L_k: share of the variance of P's features that the decoder does not explain. */
  distillation: z.number(),
  metric: z.number(),
  compactness: z.number(),
  /** The weighted sum. */
  total: z.number(),
});

export type LossPoint = z.infer<typeof lossPointSchema>;

/** What is known of a pretrained teacher, kept beside its weights as `card.json`. */
export const teacherCardSchema = z.object({
  formatVersion: z.literal(1),
  /** Name of the teacher and of its folder, e.g. `patch-33-compact`. */
  id: z.string().min(1),
  family: z.literal('patch'),
  receptiveField: z.union([z.literal(17), z.literal(33), z.literal(65)]),
  width: z.enum(['compact', 'paper']),
  descriptorSize: z.int().positive(),
  createdAt: z.iso.datetime(),
  data: z.object({ description: z.string(), images: z.int().positive() }),
  /** The pretrained network P, or null if the teacher learned without one. */
  distilledFrom: z.object({ name: z.string(), sha256: hash }).nullable(),
  settings: pretrainingSettingsSchema,
  /** Steps done; the run had an end beyond them if `finished` is false. */
  steps: z.int().nonnegative(),
  minutes: z.number().nonnegative(),
  finished: z.boolean(),
  losses: z.array(lossPointSchema),
  versions: z.record(z.string(), z.string()),
  weights: z.object({
    file: z.string(),
    sha256: hash,
    bytes: z.int().positive(),
    /** How the file stores them; cards from before float16 do not say. */
    type: z.enum(tensorTypes).default('F32'),
  }),
});

export type TeacherCard = z.infer<typeof teacherCardSchema>;

export const cardFile = 'card.json';
export const weightsFile = 'weights.safetensors';
const mostPoints = 120;

/** At most 120 of the points, evenly spread, the last one among them. */
export function thinned(points: readonly LossPoint[]): LossPoint[] {
  const step = Math.ceil(points.length / mostPoints);
  return points.filter((_, index) => (points.length - 1 - index) % step === 0);
}
