import { z } from 'zod';
import type { MapPart } from './map-parts.ts';

/** The families of networks by their names, in the order in which they are shown. */
export const familySchema = z.enum(['patch', 'pyramid', 'memory']);
export type FamilyName = z.infer<typeof familySchema>;

/** The family of a training that names neither family nor preset. */
export const ordinaryFamily: FamilyName = 'patch';

/** What of a preset a training of a family may change. */
interface FamilyChoices {
  /** Passes over the images: there are students that learn step by step. */
  readonly epochs: boolean;
  readonly receptiveFields: boolean;
  /** A model whose students are kept. */
  readonly extend: boolean;
  /** The networks’ arithmetic. */
  readonly precision: boolean;
}

interface FamilyEntry {
  readonly presets: readonly string[];
  /** Taken when a training names none. */
  readonly ownPreset: string;
  readonly choices: FamilyChoices;
  /** What the map of a model is the sum of, by preset; the window offers these, the model's graph has the last word. */
  readonly mapParts: Readonly<Record<string, readonly MapPart[]>>;
}

/**
 * What station and window alike know of the families of networks; all else a family says of itself in its folder
 * `src/main/families/NAME`.
 *
 * `patch`: students that imitate a teacher on small patches (the paper). Presets: `quick`: a first impression in a minute ·
 * `compact`: for CPUs · `multi-scale`: several receptive fields, for CPUs · `paper`: the settings of the paper.
 *
 * `pyramid`: students that imitate several layers of a pretrained network in one pass. Presets: `pyramid`: students alone ·
 * `joined`: a memory of the same network judges with them.
 *
 * `memory`: descriptors of good images by a pretrained network; a part is judged by the nearest ones. Presets: `instant`: ready
 * within a minute · `thorough`: looks at each frame at two sizes · `fine`: at three, for defects of a few pixels; takes longest a frame.
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

/** The presets of all families; each belongs to one of them. */
export const presetSchema = z.enum(Object.values(families).flatMap(({ presets }) => presets));
export type Preset = z.infer<typeof presetSchema>;

/** The presets of a family. */
export function presetsOf(family: FamilyName): readonly Preset[] {
  return families[family].presets;
}

/** What the maps of a preset's models are the sum of. */
export function mapPartsOf(preset: Preset): readonly MapPart[] {
  const { mapParts }: FamilyEntry = families[familyOfPreset(preset)];
  return mapParts[preset] ?? [];
}

/** Whether a training of the family has students that learn: it has a loss curve. */
export function hasStudents(family: FamilyName): boolean {
  return families[family].choices.epochs;
}

/** The family that a preset belongs to. */
export function familyOfPreset(preset: Preset): FamilyName {
  return familySchema.options.find((name) => presetsOf(name).includes(preset)) ?? ordinaryFamily;
}
