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
import type { MemoryScoring } from './graph/model-graph.ts';

export const memoryPresetSchema = z.enum(families.memory.presets);
export type MemoryPreset = z.infer<typeof memoryPresetSchema>;

/** Settings for making a memory. */
export interface MemorySettings
  extends RememberingSettings, Pick<MemoryScoring, 'smoothing' | 'topShare' | 'tamedBeyond'> {
  /** The first view sees places and gives the map its size. */
  readonly views: readonly [ViewSettings, ...ViewSettings[]];
  /** Images used for statistics and limits. */
  readonly judgedImages: number;
  /** Shares of good parts that may exceed the limits. */
  readonly falseRejectRates: { readonly review: number; readonly defect: number };
  /** Degrees of freedom of the distribution of good parts' scores. */
  readonly scoreTail: number;
}

/** A view that detects defects but is too coarse to locate them, so it does not count in the map. */
const far: ViewSettings = {
  name: 'far',
  sees: 'surroundings',
  inputSize: 256,
  membersAre: 'examples',
  weight: 0.4,
  mapWeight: 0,
};

const common: Omit<MemorySettings, 'views'> = {
  ...ordinaryRemembering,
  mostMembers: 500,
  judgedImages: 100,
  falseRejectRates: { review: 0.05, defect: 0.01 },
  smoothing: 2,
  topShare: 0.003,
  tamedBeyond: 5,
  scoreTail: heavyTail,
};

/** Makes a view of places with equal weight in map and score. */
function places(name: string, inputSize: number, weight: number): ViewSettings {
  return { ...nearView, name, inputSize, weight, mapWeight: weight };
}

const presets: Readonly<Record<MemoryPreset, MemorySettings>> = {
  instant: { ...common, views: [nearView, far] },
  thorough: { ...common, views: [places('near', 256, 1 / 2), places('close', 512, 1 / 2), far] },
  fine: {
    ...common,
    views: [places('near', 256, 1 / 3), places('close', 512, 1 / 3), places('closest', 768, 1 / 3), far],
  },
};

/** Returns a preset's settings with a training's changes. */
export function memorySettings(
  preset: MemoryPreset,
  choices: Pick<TrainingChoices, 'falseRejectRates'>,
): MemorySettings {
  const settings = presets[preset];
  return { ...settings, falseRejectRates: choices.falseRejectRates ?? settings.falseRejectRates };
}
