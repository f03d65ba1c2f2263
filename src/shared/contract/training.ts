import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { errorCodes } from '../domain/station-error.ts';
import { precisions } from '../domain/precision.ts';
import { instant, procedure, share, uuid } from './base.ts';
import { familySchema, presetSchema } from '../domain/families.ts';
import { partSpreadFoundSchema } from './part-spread.ts';
import { takeOverSchema } from './take-over-outcome.ts';
import { lineOf, stationNumberSchema } from '../plant/fields.ts';
import { deviceUsedSchema, trainingDeviceSchema } from './training-device.ts';

export const receptiveFieldSchema = z.union([z.literal(17), z.literal(33), z.literal(65)]);
/** Arithmetic of the networks: `float32` for any machine, `int8` for processors, `float16` for GPUs. */
export const precisionSchema = z.enum(precisions);

const receptiveFieldsSchema = z
  .array(receptiveFieldSchema)
  .min(1, 'A model needs at least one receptive field')
  .max(3, 'There are three receptive fields')
  .refine((fields) => new Set(fields).size === fields.length, 'Each receptive field is named once');

/** Shares of good parts that may reach review (T1) and be rejected (T2). */
export const falseRejectRatesSchema = z
  .object({ review: z.number().min(1e-6).max(0.5), defect: z.number().min(1e-6).max(0.5) })
  .refine(({ review, defect }) => defect <= review, 'No more parts are rejected than reach review');

/** Settings of a preset that a training overrides; null keeps the preset's value. */
export const trainingChoicesSchema = z.object({
  /**
   * Side lengths, pixels. Each gets its own group of students; all are scored together (paper, section 3.4).
   */
  receptiveFields: receptiveFieldsSchema.nullable().default(null),
  falseRejectRates: falseRejectRatesSchema.nullable().default(null),
  precision: precisionSchema.nullable().default(null),
  /** A model of the product whose students are kept; the training adds the receptive fields that it lacks. */
  extendsModelId: uuid.nullable().default(null),
  /** The device that students learn on. */
  device: trainingDeviceSchema.default('auto'),
  /** The station of the plant that trains, and its name at that time; null: this one. */
  trainer: z
    .object({ station: stationNumberSchema, name: lineOf(200) })
    .nullable()
    .default(null),
  /** Whether shifted or turned parts are aligned before the model sees them. */
  align: z.boolean().default(false),
  /** Whether the finished model becomes active if the product's test images show that it is better. */
  takeOver: z.boolean().default(false),
});
export type TrainingChoices = z.infer<typeof trainingChoicesSchema>;

export const trainingRequestSchema = z.object({
  productId: uuid,
  /** Defaults to the preset's family. */
  family: familySchema.optional(),
  /** Defaults to the family's standard preset. */
  preset: presetSchema.optional(),
  /** Passes over the training images; defaults to the preset's value. */
  epochs: z.number().int().min(1).max(10_000).optional(),
  seed: z.number().int().min(0).max(0xffff_ffff).default(0),
  ...trainingChoicesSchema.shape,
});
export type TrainingRequest = z.input<typeof trainingRequestSchema>;

export const trainingPhaseSchema = z.enum([
  'waiting',
  'reading-images',
  'teacher-descriptors',
  'memory',
  'students',
  'validation-statistics',
  'export',
  'comparison',
  'finished',
]);
export type TrainingPhase = z.infer<typeof trainingPhaseSchema>;

/** `completed`, `failed` and `cancelled` are final. */
export const jobStateSchema = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']);
export type JobState = z.infer<typeof jobStateSchema>;

export const jobSchema = z.object({
  id: uuid,
  productId: uuid,
  productName: z.string(),
  state: jobStateSchema,
  phase: trainingPhaseSchema,
  /** Elapsed share of the expected time; never decreases, 1 when completed. */
  progress: share,
  /** Seconds left; null: unknown. */
  etaSeconds: z.number().nonnegative().nullable(),
  family: familySchema,
  preset: presetSchema,
  epochs: z.number().int().positive().nullable(),
  seed: z.number().int().nonnegative(),
  choices: trainingChoicesSchema,
  startedBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** Why the job failed, and what to do; null: it did not. */
  reason: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  /** The job's model; null until it is completed. */
  modelId: uuid.nullable(),
  /** Whether the new model took over; null: not requested, or not decided yet. */
  takeOver: takeOverSchema.nullable(),
  /** The device its students learnt on; null before they begin, and for families without students. */
  device: deviceUsedSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** A point of the loss curve: mean squared error per descriptor component, student against teacher. */
export const lossPointSchema = z.object({
  /** Index of the student, counted through all receptive fields in turn. */
  student: z.number().int().nonnegative(),
  step: z.number().int().nonnegative(),
  /** Passes over the training images so far, fractional. */
  epoch: z.number().nonnegative(),
  training: z.number(),
  validation: z.number().nullable(),
});
export type LossPoint = z.infer<typeof lossPointSchema>;

export const trainingEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('job'), job: jobSchema }),
  z.object({ kind: z.literal('loss'), point: lossPointSchema }),
  /** The training and its loss curve start over on another device. */
  z.object({ kind: z.literal('anew') }),
]);
export type TrainingEvent = z.infer<typeof trainingEventSchema>;

export const presetDescriptionSchema = z.object({
  family: familySchema,
  preset: presetSchema,
  /** Side lengths, pixels; empty for a family without receptive fields. */
  receptiveFields: z.array(receptiveFieldSchema),
  /** Null for a family with a single width. */
  width: z.enum(['compact', 'paper']).nullable(),
  /** Null for a family with fixed arithmetic. */
  precision: precisionSchema.nullable(),
  /** Students per receptive field; null for a family without students. */
  students: z.number().int().positive().nullable(),
  /** Passes over the training images; null: the preset states `imagePasses`, or nothing learns. */
  epochs: z.number().int().positive().nullable(),
  /**
   * Images that a student sees in all, whatever the number of training images; null: the preset states
   * `epochs`.
   */
  imagePasses: z.number().int().positive().nullable(),
  /**
   * Good images from which on the preset does well. With fewer, a family that needs fewer is the better
   * choice.
   */
  recommendedImages: z.number().int().positive(),
  /** Measured training time on two cores; null: not measured. */
  duration: z
    .object({
      seconds: z.number().positive(),
      secondsPerImage: z.number().nonnegative(),
      /** Number of times that each picture is read; large pictures cost extra time at each reading. */
      readsPerImage: z.number().int().positive(),
    })
    .nullable(),
  /** Measured time per frame, milliseconds, on the machine of the benchmark; null: not measured. */
  frameMs: z.number().positive().nullable(),
  /** Measured mean AU-PRO on the station's three development sets; null: not measured. */
  accuracy: share.nullable(),
  /** The sizes at which the preset looks at a picture. */
  views: z.array(z.object({ side: z.number().positive(), cell: z.number().positive() })).min(1),
  /**
   * Smallest side of a defect that the preset finds, as a share of the picture's side (see `seenFrom`); null:
   * not measured.
   */
  seenFrom: share.nullable(),
  /**
   * Measured decisions of models trained on this many images (see `costOfFewImages`); empty: not measured.
   */
  atImages: z.array(z.object({ images: z.number().int().positive(), stopped: share, passed: share })),
  /** Whether the preset's teacher is installed. */
  available: z.boolean(),
  /** Why the preset is unavailable and what to do; null: it is available. */
  unavailableReason: z.string().nullable(),
});
export type PresetDescription = z.infer<typeof presetDescriptionSchema>;

/** Speed of this machine's processor. */
export const machineSpeedSchema = z.object({
  /** Time of each preset's networks for a frame of 256 × 256 pixels, milliseconds. */
  presets: z.array(z.object({ preset: presetSchema, milliseconds: z.number().positive() })),
  /** Time to read a picture in the product's format and resize it, milliseconds per million pixels. */
  readMs: z.number().positive(),
  /** Time to prepare a picture for windows, milliseconds per million pixels. */
  showMs: z.number().positive(),
});
export type MachineSpeed = z.infer<typeof machineSpeedSchema>;

export const speedEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    done: z.number().int().nonnegative(),
    total: z.number().int().positive(),
    /** The preset being timed; null: pictures are being timed. */
    preset: presetSchema.nullable(),
  }),
  z.object({
    kind: z.literal('finished'),
    /** Null: the machine is busy with a training or an inspection, or the trial failed. */
    speed: machineSpeedSchema.nullable(),
    /** The usual size of the product's training images; null: there are none. */
    picture: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }).nullable(),
  }),
]);
export type SpeedEvent = z.infer<typeof speedEventSchema>;

/** Another station of the plant that trains for this one. */
export const trainerSchema = z.object({
  station: stationNumberSchema,
  /** Empty: the station has no name. */
  name: z.string(),
  /** That station's GPU; null: it trains on the processor. */
  gpu: z.string().nullable(),
  /** Trainings that run or wait at that station. */
  waiting: z.number().int().nonnegative(),
});
export type Trainer = z.infer<typeof trainerSchema>;

export const training = {
  /** Lists other stations that can train for this one now; empty outside a plant. */
  trainers: procedure('training.run').output(z.array(trainerSchema)),
  presets: procedure('training.run').output(z.array(presetDescriptionSchema)),
  /**
   * Measures what predicts the times of a product's frames and trainings; takes some seconds, once per
   * machine.
   */
  speed: procedure('training.run')
    .input(z.object({ productId: uuid }))
    .output(eventIterator(speedEventSchema)),
  /**
   * Measures how far the parts of a product's good images lie apart; null: too few images. Takes some
   * seconds, once for the same images.
   */
  partSpread: procedure('training.run')
    .input(z.object({ productId: uuid }))
    .output(partSpreadFoundSchema.nullable()),
  start: procedure('training.run').input(trainingRequestSchema).output(jobSchema),
  cancel: procedure('training.run')
    .input(z.object({ jobId: uuid }))
    .output(jobSchema),
  list: procedure('training.see')
    .input(z.object({ productId: uuid.optional() }))
    .output(z.array(jobSchema)),
  /** Sends the loss curve so far, then every event; ends when the job has ended. */
  watch: procedure('training.run')
    .input(z.object({ jobId: uuid }))
    .output(eventIterator(trainingEventSchema)),
};
