import { z } from 'zod';
import { tensorTypes } from '../../networks/safetensors.ts';
import { networkWidths } from './graph/spec.ts';
import { pretrainingSettingsSchema } from './pretraining-settings.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Mean losses over the steps up to `step`; 0 for a disabled term. */
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

/** Description of a pretrained teacher, stored beside its weights as `card.json`. */
export const teacherCardSchema = z.object({
  formatVersion: z.literal(1),
  /** Name of the teacher and of its folder, e.g. `patch-33-compact`. */
  id: z.string().min(1),
  family: z.literal('patch'),
  receptiveField: z.union([z.literal(17), z.literal(33), z.literal(65)]),
  width: z.enum(networkWidths),
  descriptorSize: z.int().positive(),
  createdAt: z.iso.datetime(),
  data: z.object({ description: z.string(), images: z.int().positive() }),
  /** The pretrained network P; null: the teacher learnt without one. */
  distilledFrom: z.object({ name: z.string(), sha256: hash }).nullable(),
  settings: pretrainingSettingsSchema,
  /** Finished steps; if `finished` is false, the run was to continue. */
  steps: z.int().nonnegative(),
  minutes: z.number().nonnegative(),
  finished: z.boolean(),
  losses: z.array(lossPointSchema),
  versions: z.record(z.string(), z.string()),
  weights: z.object({
    file: z.string(),
    sha256: hash,
    bytes: z.int().positive(),
    /** Number format in the file; absent in cards older than float16. */
    type: z.enum(tensorTypes).default('F32'),
  }),
});

export type TeacherCard = z.infer<typeof teacherCardSchema>;

export const cardFile = 'card.json';
export const weightsFile = 'weights.safetensors';
const mostPoints = 120;

/** Returns at most 120 of the points, evenly spread, including the last one. */
export function thinned(points: readonly LossPoint[]): LossPoint[] {
  const step = Math.ceil(points.length / mostPoints);
  return points.filter((_, index) => (points.length - 1 - index) % step === 0);
}
