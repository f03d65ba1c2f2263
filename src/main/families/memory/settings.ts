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

/** How a memory is made. */
export interface MemorySettings
  extends RememberingSettings, Pick<MemoryScoring, 'smoothing' | 'topShare' | 'tamedBeyond'> {
  /** The first sees places: the map has its size. */
  readonly views: readonly [ViewSettings, ...ViewSettings[]];
  /** Images that the statistics and limits look at. */
  readonly judgedImages: number;
  /** Shares of good parts that may exceed the limits. */
  readonly falseRejectRates: { readonly review: number; readonly defect: number };
  /** Degrees of freedom of the law of good parts' scores. */
  readonly scoreTail: number;
}

/** Says whether there is a defect, and is too coarse to show where. */
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

/** A view of places that counts as much in the map as in the score. */
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

/** A preset with what a training changes of it. */
export function memorySettings(
  preset: MemoryPreset,
  choices: Pick<TrainingChoices, 'falseRejectRates'>,
): MemorySettings {
  const settings = presets[preset];
  return { ...settings, falseRejectRates: choices.falseRejectRates ?? settings.falseRejectRates };
}
