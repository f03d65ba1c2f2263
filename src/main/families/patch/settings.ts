import { z } from 'zod';
import type { TrainingChoices } from '../../../shared/contract/training.ts';
import { families } from '../../../shared/domain/families.ts';
import type { Precision } from '../../../shared/domain/precision.ts';
import type { OutputStride } from './graph/dense-plan.ts';
import type { NetworkWidth, ReceptiveField } from './graph/spec.ts';

export const patchPresetSchema = z.enum(families.patch.presets);
export type PatchPreset = z.infer<typeof patchPresetSchema>;

/** Length of a student's training: passes over all images, or a fixed number of images. */
export type TrainingLength =
  | { readonly kind: 'epochs'; readonly epochs: number }
  | { readonly kind: 'image-passes'; readonly imagePasses: number };

/** The settings of a training, as a preset defines them. */
export interface PatchSettings {
  /** Each receptive field has its own group of students. */
  readonly receptiveFields: readonly ReceptiveField[];
  readonly width: NetworkWidth;
  /** Arithmetic for inspection; students always learn in float32. */
  readonly precision: Precision;
  /** M, the number of students per receptive field; two or more have a predictive uncertainty. */
  readonly students: number;
  readonly length: TrainingLength;
  /** Shares of good parts that may exceed the limits. */
  readonly falseRejectRates: { readonly review: number; readonly defect: number };
  /** Images per step. */
  readonly batchSize: number;
  /** Side of the square that a step uses from each image, pixels of the resized frame, by receptive field. */
  readonly windows: Readonly<Record<ReceptiveField, number>>;
  readonly learningRate: number;
  /**
   * Checks (of `checksPerTraining` in all) without an improvement by {@link leastImprovement} that end a
   * student's training early; null: never.
   */
  readonly patience: number | null;
  /** Whether the learning rate falls towards the end. */
  readonly decay: boolean;
  readonly weightDecay: number;
  /** One descriptor every `stride` pixels. */
  readonly stride: OutputStride;
  /** The frame is resized to about the pixels of a square with this side, keeping its aspect. */
  readonly inputSize: number;
  /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame. */
  readonly smoothing: number;
  /** The score is the mean over this share of the map's highest positions. */
  readonly topShare: number;
}

const compact: PatchSettings = {
  receptiveFields: [33, 65],
  width: 'compact',
  precision: 'float32',
  students: 2,
  length: { kind: 'image-passes', imagePasses: 200 },
  falseRejectRates: { review: 0.05, defect: 0.01 },
  batchSize: 2,
  // Without pools (p = 17) a pixel takes ten times as long; with three (p = 65) descriptors lie 8 pixels
  // apart.
  windows: { 17: 48, 33: 96, 65: 128 },
  learningRate: 2e-3,
  patience: null,
  decay: true,
  weightDecay: 1e-5,
  stride: 4,
  inputSize: 256,
  smoothing: 4,
  topShare: 0.03,
};

/**
 * The presets of the patch family. `paper` has the paper's networks and optimiser, but its descriptors lie 4
 * pixels apart instead of 1, because TensorFlow has no gradient of dilated convolutions on a CPU.
 */
export const presets: Readonly<Record<PatchPreset, PatchSettings>> = {
  quick: { ...compact, receptiveFields: [65], length: { kind: 'image-passes', imagePasses: 100 } },
  compact,
  'multi-scale': { ...compact, receptiveFields: [17, 33, 65] },
  paper: {
    ...compact,
    receptiveFields: [33],
    width: 'paper',
    students: 3,
    length: { kind: 'epochs', epochs: 100 },
    batchSize: 1,
    windows: { 17: 256, 33: 256, 65: 256 },
    learningRate: 1e-4,
    patience: 10,
    decay: false,
  },
};

/** Returns a preset's settings with a training's changes. */
export function patchSettings(preset: PatchPreset, choices: TrainingChoices): PatchSettings {
  const settings = presets[preset];
  return {
    ...settings,
    receptiveFields: choices.receptiveFields ?? settings.receptiveFields,
    precision: choices.precision ?? settings.precision,
    falseRejectRates: choices.falseRejectRates ?? settings.falseRejectRates,
  };
}

/** Relative decrease of the validation error that counts as an improvement. */
export const leastImprovement = 0.005;

/** Returns the epochs of a training with this many images; may be below one. */
export function epochsFor(settings: PatchSettings, images: number, asked: number | null): number {
  if (asked !== null) return asked;
  if (settings.length.kind === 'epochs') return settings.length.epochs;
  return settings.length.imagePasses / images;
}

/** Returns the learning rate at an elapsed share (0..1) of the training. */
export function learningRateAt(settings: PatchSettings, passed: number): number {
  if (!settings.decay || passed < 0.6) return settings.learningRate;
  return settings.learningRate * (passed < 0.85 ? 0.3 : 0.1);
}
