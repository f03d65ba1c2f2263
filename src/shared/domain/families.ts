import { z } from 'zod';
import type { MapPart } from './map-parts.ts';

/** The families of networks, in display order. */
export const familySchema = z.enum(['patch', 'pyramid', 'memory']);
export type FamilyName = z.infer<typeof familySchema>;

/** The family of a training that names neither family nor preset. */
export const ordinaryFamily: FamilyName = 'patch';

/** Settings of a preset that a training of the family may change. */
interface FamilyChoices {
  /** Passes over the images; true if the family's students learn step by step. */
  readonly epochs: boolean;
  readonly receptiveFields: boolean;
  /** A model whose students the training keeps. */
  readonly extend: boolean;
  /** The arithmetic of the networks. */
  readonly precision: boolean;
}

interface FamilyEntry {
  readonly presets: readonly string[];
  /** The preset of a training that names none. */
  readonly ownPreset: string;
  readonly choices: FamilyChoices;
  /**
   * The parts that a model's map is the sum of, by preset. The window offers these; the model's graph
   * decides.
   */
  readonly mapParts: Readonly<Record<string, readonly MapPart[]>>;
}

/**
 * What station and window both know of the families of networks. Everything else is in a family's folder
 * `src/main/families/NAME`.
 *
 * `patch`: students that imitate a teacher on small patches (the paper). Presets: `quick`: a first impression
 * in a minute · `compact`: for CPUs · `multi-scale`: several receptive fields, for CPUs · `paper`: the
 * settings of the paper.
 *
 * `pyramid`: students that imitate several layers of a pretrained network in one pass. Presets: `pyramid`:
 * students alone · `joined`: with a memory of the same network.
 *
 * `memory`: descriptors of good images from a pretrained network; the nearest ones judge a part. Presets:
 * `instant`: ready within a minute · `thorough`: looks at each frame at two sizes · `fine`: at three sizes,
 * for defects of a few pixels, with the longest time per frame.
 */
export const families = {
  patch: {
    presets: ['quick', 'compact', 'multi-scale', 'paper'],
    ownPreset: 'compact',
    choices: { epochs: true, receptiveFields: true, extend: true, precision: true },
    mapParts: {
      quick: ['error', 'uncertainty'],
      compact: ['error', 'uncertainty'],
      'multi-scale': ['error', 'uncertainty'],
      paper: ['error', 'uncertainty'],
    },
  },
  pyramid: {
    presets: ['pyramid', 'joined'],
    ownPreset: 'joined',
    choices: { epochs: true, receptiveFields: false, extend: false, precision: false },
    mapParts: { pyramid: ['error', 'uncertainty'], joined: ['error', 'distance'] },
  },
  memory: {
    presets: ['instant', 'thorough', 'fine'],
    ownPreset: 'instant',
    choices: { epochs: false, receptiveFields: false, extend: false, precision: false },
    mapParts: { instant: ['distance'], thorough: ['distance'], fine: ['distance'] },
  },
} as const satisfies Record<FamilyName, FamilyEntry>;

/** The presets of all families; each preset belongs to one family. */
export const presetSchema = z.enum(Object.values(families).flatMap(({ presets }) => presets));
export type Preset = z.infer<typeof presetSchema>;

export function presetsOf(family: FamilyName): readonly Preset[] {
  return families[family].presets;
}

/** Returns the parts that the maps of a preset's models are the sum of. */
export function mapPartsOf(preset: Preset): readonly MapPart[] {
  const { mapParts }: FamilyEntry = families[familyOfPreset(preset)];
  return mapParts[preset] ?? [];
}

/** Returns whether the family's trainings have students that learn, and so a loss curve. */
export function hasStudents(family: FamilyName): boolean {
  return families[family].choices.epochs;
}

export function familyOfPreset(preset: Preset): FamilyName {
  return familySchema.options.find((name) => presetsOf(name).includes(preset)) ?? ordinaryFamily;
}
