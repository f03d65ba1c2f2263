import { z } from 'zod';

export const familySchema = z.enum(['patch', 'pyramid', 'memory']);
export type Family = z.infer<typeof familySchema>;

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
}

/**
 * The families of networks.
 *
 * `patch`: students that imitate a teacher on small patches (the paper). Presets: `quick`: a first impression in a minute ·
 * `compact`: for CPUs · `multi-scale`: several receptive fields, for CPUs · `paper`: the settings of the paper.
 *
 * `pyramid`: students that imitate several layers of a pretrained network in one pass. Presets: `pyramid`: students alone ·
 * `joined`: a memory of the same network judges with them.
 *
 * `memory`: descriptors of good images by a pretrained network; a part is judged by the nearest ones. Presets: `instant`: ready
 * within a minute · `thorough`: looks at each frame at two sizes; the most accurate, and takes longest a frame.
 */
export const families = {
  patch: {
    presets: ['quick', 'compact', 'multi-scale', 'paper'],
    ownPreset: 'compact',
    choices: { epochs: true, receptiveFields: true, extend: true, precision: true },
  },
  pyramid: {
    presets: ['pyramid', 'joined'],
    ownPreset: 'joined',
    choices: { epochs: true, receptiveFields: false, extend: false, precision: false },
  },
  memory: {
    presets: ['instant', 'thorough'],
    ownPreset: 'instant',
    choices: { epochs: false, receptiveFields: false, extend: false, precision: false },
  },
} as const satisfies Record<Family, FamilyEntry>;

export const patchPresetSchema = z.enum(families.patch.presets);
export type PatchPreset = z.infer<typeof patchPresetSchema>;

export const pyramidPresetSchema = z.enum(families.pyramid.presets);
export type PyramidPreset = z.infer<typeof pyramidPresetSchema>;

export const memoryPresetSchema = z.enum(families.memory.presets);
export type MemoryPreset = z.infer<typeof memoryPresetSchema>;

export const presetSchema = z.enum([
  ...families.patch.presets,
  ...families.pyramid.presets,
  ...families.memory.presets,
]);
export type Preset = z.infer<typeof presetSchema>;

/** The presets of a family. */
export function presetsOf(family: Family): readonly Preset[] {
  return families[family].presets;
}

/** Whether a training of the family has students that learn: it has a loss curve. */
export function hasStudents(family: Family): boolean {
  return families[family].choices.epochs;
}
