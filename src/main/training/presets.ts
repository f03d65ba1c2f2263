import type { Preset } from '../../shared/contract/training.ts';
import type { OutputStride } from '../networks/families/patch/dense-plan.ts';
import type { NetworkWidth, ReceptiveField } from '../networks/families/patch/spec.ts';

/** How long students learn: whole passes over the images, or a number of images however many there are. */
export type TrainingLength =
  | { readonly kind: 'epochs'; readonly epochs: number }
  | { readonly kind: 'image-passes'; readonly imagePasses: number };

/** The settings of a training that a preset stands for. */
export interface PresetSettings {
  readonly receptiveField: ReceptiveField;
  readonly width: NetworkWidth;
  /** M, the number of students; from 2 on they have a predictive uncertainty. */
  readonly students: number;
  readonly length: TrainingLength;
  /** Images a step. */
  readonly batchSize: number;
  /** Side of the square of each image that a step learns from, pixels of the resized frame. */
  readonly window: number;
  readonly learningRate: number;
  /** Whether the learning rate falls towards the end. */
  readonly decay: boolean;
  readonly weightDecay: number;
  /** One descriptor every `stride` pixels. */
  readonly stride: OutputStride;
  /** Side of the square the frame is resized to, pixels. */
  readonly inputSize: number;
  /** Standard deviation of the Gaussian that smooths the map, pixels of the resized frame. */
  readonly smoothing: number;
  /** The score is the mean over this share of the map's positions, the highest ones. */
  readonly topShare: number;
}

const compact: PresetSettings = {
  receptiveField: 33,
  width: 'compact',
  students: 3,
  length: { kind: 'image-passes', imagePasses: 200 },
  batchSize: 2,
  window: 96,
  learningRate: 2e-3,
  decay: true,
  weightDecay: 1e-5,
  stride: 4,
  inputSize: 256,
  smoothing: 4,
  topShare: 0.03,
};

/**
 * The presets of the patch family. `paper` has the paper's networks and optimiser; its descriptors lie 4 pixels
 * apart instead of 1, since TensorFlow has no gradient of dilated convolutions on a CPU.
 */
export const presets: Readonly<Record<Preset, PresetSettings>> = {
  quick: { ...compact, students: 2, length: { kind: 'image-passes', imagePasses: 100 } },
  compact,
  paper: {
    ...compact,
    width: 'paper',
    length: { kind: 'epochs', epochs: 100 },
    batchSize: 1,
    window: 256,
    learningRate: 1e-4,
    decay: false,
  },
};

/** Epochs of a training over `images` training images; of many images, a part of one. */
export function epochsFor(settings: PresetSettings, images: number, asked: number | null): number {
  if (asked !== null) return asked;
  if (settings.length.kind === 'epochs') return settings.length.epochs;
  return settings.length.imagePasses / images;
}

/** Learning rate at a share (0..1) of the training that has passed. */
export function learningRateAt(settings: PresetSettings, passed: number): number {
  if (!settings.decay || passed < 0.6) return settings.learningRate;
  return settings.learningRate * (passed < 0.85 ? 0.3 : 0.1);
}
