import { z } from 'zod';
import type { TrainingChoices } from '../../../shared/contract/training.ts';
import { families } from '../../../shared/domain/families.ts';
import { heavyTail } from '../../learning/fit-score-limits.ts';
import {
  nearView,
  ordinaryRemembering,
  type RememberingSettings,
  type ViewSettings,
} from '../../learning/remembering/settings.ts';
import type { ScoreSettings } from '../../networks/onnx/model-outputs.ts';
import type { PyramidWeights } from './graph/model-graph.ts';
import type { StudentWidths } from './graph/spec.ts';

export const pyramidPresetSchema = z.enum(families.pyramid.presets);
export type PyramidPreset = z.infer<typeof pyramidPresetSchema>;

/** Settings of the memory of the preset `joined`; its view has the students' input size. */
export interface JoinedMemory extends RememberingSettings {
  readonly view: ViewSettings;
}

/** Settings for training and scoring students of several layers. */
export interface PyramidSettings extends StudentWidths, Pick<ScoreSettings, 'smoothing' | 'topShare'> {
  /** The frame is resized to about the pixels of a square with this side, keeping its aspect. */
  readonly inputSize: number;
  /** M; two or more students have a predictive uncertainty. */
  readonly students: number;
  /** Images that a student sees in all. */
  readonly imagePasses: number;
  /** Images per step. */
  readonly batchSize: number;
  /** Places per image in a step. */
  readonly placesPerImage: number;
  /** Learning rate of the first step; it falls to 0 along half a cosine. */
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Share of a step's places that it learns from, per level: those that the student imitates worst. */
  readonly hardestShare: number;
  readonly weights: PyramidWeights;
  /** A memory of places that judges together with the students; null: there is none. */
  readonly memory: JoinedMemory | null;
  /**
   * Least assumed deviation of e and v over good images, per channel of the level. Without it, identical
   * images would make the smallest noise a defect.
   */
  readonly leastDeviation: number;
  /** Shares of good parts that may exceed the limits. */
  readonly falseRejectRates: { readonly review: number; readonly defect: number };
  /** Degrees of freedom of the distribution of good parts' scores. */
  readonly scoreTail: number;
}

const alone: PyramidSettings = {
  inputSize: 256,
  students: 2,
  width: 64,
  bottleneck: 16,
  imagePasses: 9_600,
  batchSize: 8,
  placesPerImage: 256,
  learningRate: 2e-3,
  weightDecay: 1e-5,
  hardestShare: 0.2,
  weights: { error: [1, 1, 1], uncertainty: [0.1, 0.1, 0.1] },
  memory: null,
  leastDeviation: 0.05,
  falseRejectRates: { review: 0.05, defect: 0.01 },
  scoreTail: heavyTail,
  smoothing: 4,
  topShare: 0.003,
};

const presets: Readonly<Record<PyramidPreset, PyramidSettings>> = {
  pyramid: alone,
  joined: {
    ...alone,
    weights: { error: [0.1, 0.1, 0.1, 1], uncertainty: [0, 0, 0] },
    memory: { ...ordinaryRemembering, view: nearView },
  },
};

/** Returns a preset's settings with a training's changes. */
export function pyramidSettings(
  preset: PyramidPreset,
  choices: Pick<TrainingChoices, 'falseRejectRates'>,
): PyramidSettings {
  const settings = presets[preset];
  return { ...settings, falseRejectRates: choices.falseRejectRates ?? settings.falseRejectRates };
}

/**
 * Returns the steps of a student's training.
 *
 * @param epochs passes over the images; null: the preset's own length
 */
export function stepsFor(
  { imagePasses, batchSize }: PyramidSettings,
  images: number,
  epochs: number | null,
): number {
  return Math.max(1, Math.ceil((epochs === null ? imagePasses : epochs * images) / batchSize));
}
