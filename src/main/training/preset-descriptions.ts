import {
  presetSchema,
  type PresetDescription,
  type TrainingChoices,
} from '../../shared/contract/training.ts';
import type { Preset } from '../../shared/contract/training.ts';
import { listTeachers } from '../teachers/teacher-store.ts';
import { presets, settingsFor, type PresetSettings } from './presets.ts';
import { teacherId } from './teacher-id.ts';

/** Every preset, and whether the teachers it needs are installed. */
export async function describePresets(teachersFolder: string): Promise<PresetDescription[]> {
  const installed = await installedTeachers(teachersFolder);
  return presetSchema.options.map((preset) => {
    const settings = presets[preset];
    const { receptiveFields, width, precision, students, length } = settings;
    const reason = missingTeacher(settings, installed);
    return {
      family: 'patch',
      preset,
      receptiveFields: [...receptiveFields],
      width,
      precision,
      students,
      epochs: length.kind === 'epochs' ? length.epochs : null,
      imagePasses: length.kind === 'image-passes' ? length.imagePasses : null,
      available: reason === null,
      unavailableReason: reason,
    };
  });
}

/** Why a training cannot run for lack of a teacher, and what to do; null when it can. */
export async function missingTeacherOf(
  teachersFolder: string,
  preset: Preset,
  choices: TrainingChoices,
): Promise<string | null> {
  return missingTeacher(settingsFor(preset, choices), await installedTeachers(teachersFolder));
}

async function installedTeachers(folder: string): Promise<ReadonlySet<string>> {
  return new Set((await listTeachers(folder)).map((card) => card.id));
}

function missingTeacher(
  { receptiveFields, width }: PresetSettings,
  installed: ReadonlySet<string>,
): string | null {
  const missing = receptiveFields.find(
    (receptiveField) => !installed.has(teacherId({ receptiveField, width })),
  );
  if (missing === undefined) return null;
  return (
    `The teacher ${teacherId({ receptiveField: missing, width })} is not installed. Make it with npm run pretrain ` +
    `(receptive field ${missing}, width ${width}), or choose another preset.`
  );
}
