import { z } from 'zod';
import { families } from '../../../shared/domain/families.ts';
import type { RememberedView } from '../../networks/remembering/views.ts';
import type { ScoreSettings } from '../../networks/onnx/model-outputs.ts';

export const memoryPresetSchema = z.enum(families.memory.presets);
export type MemoryPreset = z.infer<typeof memoryPresetSchema>;

/** What stands for the descriptors that are nearest to a chosen one: their mean, or the chosen one itself. */
export type MemberKind = 'means' | 'examples';

/** What a memory looks at. */
export interface ViewSettings extends Pick<RememberedView, 'name' | 'sees' | 'weight'> {
  /** The frame is resized to about as many pixels as a square of this side has, keeping its aspect. */
  readonly inputSize: number;
  readonly membersAre: MemberKind;
}

/** How a memory is made. */
export interface MemorySettings extends Pick<ScoreSettings, 'smoothing' | 'topShare'> {
  /** The first sees places: the map has its size. */
  readonly views: readonly [ViewSettings, ...ViewSettings[]];
  /** Descriptors, drawn at random, that a view's members are chosen from. */
  readonly candidates: number;
  /** Members of a view, as a share of all its descriptors of the images, within these bounds. */
  readonly memberShare: number;
  readonly leastMembers: number;
  readonly mostMembers: number;
  /** Images that the statistics and limits look at. */
  readonly judgedImages: number;
  /**
   * Deviation of good images' distances that is assumed at least; that of real products is 1.3 to 1.8. Keeps images that are all
   * the same from making the smallest noise a defect.
   */
  readonly leastDeviation: number;
  /** Shares of good parts that may exceed the limits. */
  readonly falseRejectRates: { readonly review: number; readonly defect: number };
}

const near: ViewSettings = { name: 'near', sees: 'places', inputSize: 256, membersAre: 'means', weight: 1 };
const far: ViewSettings = {
  name: 'far',
  sees: 'surroundings',
  inputSize: 256,
  membersAre: 'examples',
  weight: 0.4,
};

const common: Omit<MemorySettings, 'views'> = {
  candidates: 100_000,
  memberShare: 0.02,
  leastMembers: 500,
  mostMembers: 3_000,
  judgedImages: 100,
  leastDeviation: 0.5,
  falseRejectRates: { review: 0.05, defect: 0.01 },
  smoothing: 4,
  topShare: 0.003,
};

const presets: Readonly<Record<MemoryPreset, MemorySettings>> = {
  instant: { ...common, views: [near, { ...far, weight: 0.3 }] },
  thorough: {
    ...common,
    views: [{ ...near, weight: 0.5 }, { ...near, name: 'close', inputSize: 384, weight: 0.5 }, far],
  },
};

/** The memory of places alone that judges together with students of the same teacher. */
export const placesOnly: MemorySettings = { ...common, views: [near] };

export function memorySettings(preset: MemoryPreset): MemorySettings {
  return presets[preset];
}

/** How many members a view of that many descriptors has; at most as many as there are candidates. */
export function memberCount(settings: MemorySettings, descriptors: number, candidates: number): number {
  const share = Math.round(descriptors * settings.memberShare);
  return Math.min(Math.max(share, settings.leastMembers), settings.mostMembers, candidates);
}
