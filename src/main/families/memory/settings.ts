import { z } from 'zod';
import type { TrainingChoices } from '../../../shared/contract/training.ts';
import { families } from '../../../shared/domain/families.ts';
import {
  nearView,
  ordinaryRemembering,
  type RememberingSettings,
  type ViewSettings,
} from '../../learning/remembering/settings.ts';
import type { ScoreSettings } from '../../networks/onnx/model-outputs.ts';

export const memoryPresetSchema = z.enum(families.memory.presets);
export type MemoryPreset = z.infer<typeof memoryPresetSchema>;

/** How a memory is made. */
export interface MemorySettings extends RememberingSettings, Pick<ScoreSettings, 'smoothing' | 'topShare'> {
  /** The first sees places: the map has its size. */
  readonly views: readonly [ViewSettings, ...ViewSettings[]];
  /** Images that the statistics and limits look at. */
  readonly judgedImages: number;
  /** Shares of good parts that may exceed the limits. */
  readonly falseRejectRates: { readonly review: number; readonly defect: number };
}

const far: ViewSettings = {
  name: 'far',
  sees: 'surroundings',
  inputSize: 256,
  membersAre: 'examples',
  weight: 0.4,
};

const common: Omit<MemorySettings, 'views'> = {
  ...ordinaryRemembering,
  judgedImages: 100,
  falseRejectRates: { review: 0.05, defect: 0.01 },
  smoothing: 4,
  topShare: 0.003,
};

const presets: Readonly<Record<MemoryPreset, MemorySettings>> = {
  instant: { ...common, views: [nearView, { ...far, weight: 0.3 }] },
  thorough: {
    ...common,
    views: [{ ...nearView, weight: 0.5 }, { ...nearView, name: 'close', inputSize: 384, weight: 0.5 }, far],
  },
};

/** A preset with what a training changes of it. */
export function memorySettings(
  preset: MemoryPreset,
  choices: Pick<TrainingChoices, 'falseRejectRates'>,
): MemorySettings {
  const settings = presets[preset];
  return { ...settings, falseRejectRates: choices.falseRejectRates ?? settings.falseRejectRates };
}
