import { z } from 'zod';
import { networkWidths } from './graph/spec.ts';

const weight = z.number().nonnegative();

/** Settings of a pretraining. Equal settings, images and backbone give the same teacher. */
export const pretrainingSettingsSchema = z
  .object({
    receptiveField: z.union([z.literal(17), z.literal(33), z.literal(65)]).default(33),
    width: z.enum(networkWidths).default('compact'),
    /** Number of steps; null: only the time ends the run. */
    steps: z.int().positive().nullable().default(null),
    /** Minutes of training; null: only the steps end the run. */
    minutes: z.number().positive().nullable().default(null),
    seed: z.int().nonnegative().default(0),
    /** Image crops per step. */
    batchSize: z.int().positive().default(4),
    /** Side of a crop in pixels, a multiple of 32. */
    cropSize: z.int().min(64).multipleOf(32).default(256),
    /** Adam's highest learning rate; it falls along a half cosine. */
    learningRate: z.number().positive().default(1e-3),
    weightDecay: weight.default(1e-5),
    /**
     * The features requested from the pretrained network P: `dense`: those of three layers around every
     * position of a crop; `patch`: its embedding of each enlarged patch (paper, 3.1).
     */
    target: z.enum(['dense', 'patch']).default('dense'),
    /** Enlargement of the crops or patches for P; what P describes shrinks by the same factor. */
    magnification: z.union([z.literal(1), z.literal(2), z.literal(4)]).default(1),
    /** Patches per step for the target `patch`. */
    patches: z.int().positive().default(64),
    /** λ_k of knowledge distillation; 0 needs no backbone. */
    lambdaK: weight.default(1),
    /** λ_m of metric learning. */
    lambdaM: weight.default(0),
    /** λ_c of compactness. */
    lambdaC: weight.default(0.1),
    /** δ of metric learning. */
    margin: weight.default(1),
    /** Triplets per step for metric learning. */
    triplets: z.int().positive().default(64),
    /** Steps between two checkpoints. */
    checkpointSteps: z.int().positive().default(400),
  })
  .refine((s) => s.steps !== null || s.minutes !== null, 'Give the number of steps, the minutes, or both.')
  .refine(
    (s) => s.lambdaK > 0 || s.lambdaM > 0 || s.lambdaC > 0,
    'One of lambdaK, lambdaM and lambdaC has to be above 0.',
  );

export type PretrainingSettings = z.infer<typeof pretrainingSettingsSchema>;

/** Returns the finished share of a run, 0..1: the larger of its shares of steps and time. */
export function fractionDone(settings: PretrainingSettings, step: number, seconds: number): number {
  const bySteps = settings.steps === null ? 0 : step / settings.steps;
  const byTime = settings.minutes === null ? 0 : seconds / (60 * settings.minutes);
  return Math.min(1, Math.max(bySteps, byTime));
}

/** Share of the run in which the learning rate rises from 0. */
const warmUp = 0.01;
/** Final learning rate as a share of the highest. */
const floor = 0.01;

/**
 * Returns the learning rate at `fraction` of the run: a short linear rise, then a half cosine down to a
 * hundredth.
 */
export function learningRateAt(settings: PretrainingSettings, fraction: number): number {
  if (fraction < warmUp) return settings.learningRate * Math.max(fraction / warmUp, floor);
  const phase = (fraction - warmUp) / (1 - warmUp);
  return settings.learningRate * (floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * phase)));
}
