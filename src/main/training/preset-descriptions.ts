import { presetSchema, type PresetDescription } from '../../shared/contract/training.ts';
import { listTeachers } from '../teachers/teacher-store.ts';
import { presets } from './presets.ts';
import { teacherId } from './teacher-id.ts';

/** Every preset, and whether the teacher it needs is installed. */
export async function describePresets(teachersFolder: string): Promise<PresetDescription[]> {
  const installed = new Set((await listTeachers(teachersFolder)).map((card) => card.id));
  return presetSchema.options.map((preset) => {
    const { receptiveField, width, students, length } = presets[preset];
    const teacher = teacherId({ receptiveField, width });
    const available = installed.has(teacher);
    return {
      family: 'patch',
      preset,
      receptiveField,
      width,
      students,
      epochs: length.kind === 'epochs' ? length.epochs : null,
      imagePasses: length.kind === 'image-passes' ? length.imagePasses : null,
      available,
      unavailableReason: available
        ? null
        : `The teacher ${teacher} is not installed. Make it with npm run pretrain (receptive field ` +
          `${receptiveField}, width ${width}), or choose another preset.`,
    };
  });
}
