import type { PresetDescription } from '../../../shared/contract/training.ts';
import { families } from '../../../shared/domain/families.ts';
import { presetFigures } from '../../learning/preset-figures.ts';
import { listTeachers } from './teacher-store.ts';
import type { Family } from '../family.ts';
import { teacherId } from './graph/spec.ts';
import { patchPresetSchema, presets, patchSettings, type PatchSettings } from './settings.ts';

/** Good images from which on students learn common features rather than single images. */
const recommendedImages = 20;

export const patchDescription: Pick<Family, 'describe' | 'missing'> = {
  async describe({ teachersFolder }) {
    const installed = await installedTeachers(teachersFolder);
    return families.patch.presets.map((preset): PresetDescription => {
      const settings = presets[preset];
      const { receptiveFields, width, precision, students, length, inputSize, stride } = settings;
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
        recommendedImages,
        views: [{ side: inputSize, cell: stride }],
        // Students use a fixed number of images. The images are read for the examples, for each receptive
        // field's statistics, and by the whole model.
        ...presetFigures(preset, { time: 'any images', readsPerImage: receptiveFields.length + 2 }),
        available: reason === null,
        unavailableReason: reason,
      };
    });
  },
  missing: async ({ teachersFolder }, preset, choices) =>
    missingTeacher(
      patchSettings(patchPresetSchema.parse(preset), choices),
      await installedTeachers(teachersFolder),
    ),
};

async function installedTeachers(folder: string): Promise<ReadonlySet<string>> {
  return new Set((await listTeachers(folder)).map((card) => card.id));
}

function missingTeacher(
  { receptiveFields, width }: PatchSettings,
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
