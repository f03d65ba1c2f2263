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
/** What the networks compute in: `float32` anywhere, `int8` for processors, `float16` for GPUs. */
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

/** What of a preset a training changes; null keeps the preset's own. */
export const trainingChoicesSchema = z.object({
  /** One group of students each, scored together (paper, section 3.4). */
  receptiveFields: receptiveFieldsSchema.nullable().default(null),
  falseRejectRates: falseRejectRatesSchema.nullable().default(null),
  precision: precisionSchema.nullable().default(null),
  /** A model of the product whose students are kept; the receptive fields that it lacks are added. */
  extendsModelId: uuid.nullable().default(null),
  /** What students learn on. */
  device: trainingDeviceSchema.default('auto'),
  /** The station of the plant that trains, and what it was called; null: this one. */
  trainer: z
    .object({ station: stationNumberSchema, name: lineOf(200) })
    .nullable()
    .default(null),
  /** Whether parts that are shifted or turned are brought into place before the model sees them. */
  align: z.boolean().default(false),
  /** Whether the finished model takes over from the active one when the product's test images say that it is better. */
  takeOver: z.boolean().default(false),
});
export type TrainingChoices = z.infer<typeof trainingChoicesSchema>;

export const trainingRequestSchema = z.object({
  productId: uuid,
  /** The preset's when left out. */
  family: familySchema.optional(),
  /** The family's own when left out. */
  preset: presetSchema.optional(),
  /** Passes over the training images; the preset's own when left out. */
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
  /** Share of the expected time that has passed; never backwards, 1 when completed. */
  progress: share,
  /** Seconds left, null while not known. */
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
  /** Why it failed: what happened and what to do. */
  reason: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  /** The model it made, once completed. */
  modelId: uuid.nullable(),
  /** What became of the model where it was to take over; null where it was not, or not yet. */
  takeOver: takeOverSchema.nullable(),
  /** What its students learnt on; null before they begin, and where there are none. */
  device: deviceUsedSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** A point of the loss curve: mean squared error per descriptor component, student against teacher. */
export const lossPointSchema = z.object({
  /** Counted through all receptive fields: those of the first, then those of the next. */
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
  /** The training begins anew on another device: its loss curve, too. */
  z.object({ kind: z.literal('anew') }),
]);
export type TrainingEvent = z.infer<typeof trainingEventSchema>;

export const presetDescriptionSchema = z.object({
  family: familySchema,
  preset: presetSchema,
  /** Empty for a family without any. */
  receptiveFields: z.array(receptiveFieldSchema),
  /** Null for a family of a single width. */
  width: z.enum(['compact', 'paper']).nullable(),
  /** Null for a family whose arithmetic is fixed. */
  precision: precisionSchema.nullable(),
  /** Of each receptive field; null for a family without students. */
  students: z.number().int().positive().nullable(),
  /** Passes over the training images; null where the preset states `imagePasses`, or nothing learns. */
  epochs: z.number().int().positive().nullable(),
  /** Images a student sees in all, however many there are to choose from; null where `epochs` says it. */
  imagePasses: z.number().int().positive().nullable(),
  /** Good images from which on the preset does well; with fewer, a family that needs fewer is the better choice. */
  recommendedImages: z.number().int().positive(),
  /** Expected training time on two cores, measured; null where nobody has. */
  duration: z
    .object({
      seconds: z.number().positive(),
      secondsPerImage: z.number().nonnegative(),
      /** How often each picture is read: what a large picture costs more is paid each time. */
      readsPerImage: z.number().int().positive(),
    })
    .nullable(),
  /** A frame on the machine that the figures were measured on, milliseconds; null where nobody has. */
  frameMs: z.number().positive().nullable(),
  /** Mean AU-PRO on the station's three development sets, measured; null where nobody has. */
  accuracy: share.nullable(),
  /** The sizes at which it looks at a picture. */
  views: z.array(z.object({ side: z.number().positive(), cell: z.number().positive() })).min(1),
  /** The least side of defects that it sees, as a share of the picture's, measured (`seenFrom`); null where nobody has. */
  seenFrom: share.nullable(),
  /** What its models decide that learnt from so many images, measured (`costOfFewImages`); empty where nobody has. */
  atImages: z.array(z.object({ images: z.number().int().positive(), stopped: share, passed: share })),
  /** Whether the teacher it needs is installed. */
  available: z.boolean(),
  /** Why not, and what to do. */
  unavailableReason: z.string().nullable(),
});
export type PresetDescription = z.infer<typeof presetDescriptionSchema>;

/** How fast this machine's processor is. */
export const machineSpeedSchema = z.object({
  /** What the networks of a preset take for a frame of 256 × 256 pixels, milliseconds. */
  presets: z.array(z.object({ preset: presetSchema, milliseconds: z.number().positive() })),
  /** Reading a picture in the product's format and resizing it, milliseconds for a million pixels. */
  readMs: z.number().positive(),
  /** Making of it what windows show, milliseconds for a million pixels. */
  showMs: z.number().positive(),
});
export type MachineSpeed = z.infer<typeof machineSpeedSchema>;

export const speedEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    done: z.number().int().nonnegative(),
    total: z.number().int().positive(),
    /** The preset that is timed now; null for pictures. */
    preset: presetSchema.nullable(),
  }),
  z.object({
    kind: z.literal('finished'),
    /** Null while the machine is busy with a training or an inspection, and where the trial failed. */
    speed: machineSpeedSchema.nullable(),
    /** The usual size of the product's training images; null without any. */
    picture: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }).nullable(),
  }),
]);
export type SpeedEvent = z.infer<typeof speedEventSchema>;

/** Another station of the plant that trains for this one. */
export const trainerSchema = z.object({
  station: stationNumberSchema,
  /** Empty: it tells no name. */
  name: z.string(),
  /** The GPU there; null: the processor. */
  gpu: z.string().nullable(),
  /** Trainings that run or wait there. */
  waiting: z.number().int().nonnegative(),
});
export type Trainer = z.infer<typeof trainerSchema>;

export const training = {
  /** Other stations that train for this one now; none outside a plant. */
  trainers: procedure('training.run').output(z.array(trainerSchema)),
  presets: procedure('training.run').output(z.array(presetDescriptionSchema)),
  /** What predicts the times of a product's frames and trainings; found out once a machine, in some seconds. */
  speed: procedure('training.run')
    .input(z.object({ productId: uuid }))
    .output(eventIterator(speedEventSchema)),
  /** How far the parts of a product's good images lie apart; null where there are too few. Found out in some seconds, once for the same images. */
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
  /** The loss curve so far, then everything that happens; ends when the job has ended. */
  watch: procedure('training.run')
    .input(z.object({ jobId: uuid }))
    .output(eventIterator(trainingEventSchema)),
};
