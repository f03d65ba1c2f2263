import { readTrainingImage } from '../../learning/read-training-image.ts';
import { createProgress, studentShares, type Progress } from '../../learning/progress.ts';
import { runtimeVersions } from '../../learning/runtime-versions.ts';
import { selectImages, type SelectedImages } from '../../learning/select-images.ts';
import type { TrainingHooks } from '../../learning/training-hooks.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import type { PatchCard } from './card.ts';
import { exportModel, type ScaleToExport } from './export-model.ts';
import { readExtension, type Extension } from './extension.ts';
import { knownTeacher } from './known-teacher.ts';
import { patchPresetSchema, patchSettings, type PatchSettings } from './settings.ts';
import { openExampleSource, type ExampleSource } from './teacher-examples.ts';
import { teacherForTraining, trainScale } from './train-scale.ts';

/**
 * Trains a model. Reads the images; for each receptive field computes μ and σ of the teacher's descriptors
 * and trains the students; takes the validation statistics and limits; writes graph, students and card into
 * the order's output folder. Keeps the students of an extended model unchanged.
 *
 * @throws StationError TOO_FEW_IMAGES, NO_TEACHER, CORRUPT_MODEL, CONFLICT, CANCELLED, DISK_FULL,
 *   WORKER_FAILED
 */
export async function trainPatch(
  tf: TensorFlow,
  order: TrainingOrder,
  hooks: TrainingHooks,
): Promise<PatchCard> {
  const started = performance.now();
  const preset = patchPresetSchema.parse(order.preset);
  const settings = patchSettings(preset, order.choices);
  const extension = await readExtension(order, settings);
  const progress = createProgress(hooks.onProgress, studentShares);
  const learnt = await learnFields(tf, { order, settings, extension, hooks, progress });
  return exportModel({
    order,
    preset,
    settings,
    size: extension.size,
    scales: [...extension.kept, ...learnt.scales].sort((a, b) => a.receptiveField - b.receptiveField),
    ...learnt.images,
    versions: runtimeVersions(tf),
    seconds: () => (performance.now() - started) / 1000,
    report: progress,
    signal: hooks.signal,
  });
}

interface FieldsToLearn {
  readonly order: TrainingOrder;
  readonly settings: PatchSettings;
  readonly extension: Extension;
  readonly hooks: TrainingHooks;
  readonly progress: Progress;
}

/** Trains the students of each receptive field that the model lacks, one field after the other. */
async function learnFields(
  tf: TensorFlow,
  { order, settings, extension: { extended, size, fields }, hooks, progress }: FieldsToLearn,
): Promise<{ readonly scales: readonly ScaleToExport[]; readonly images: SelectedImages }> {
  const scales: ScaleToExport[] = [];
  let images: SelectedImages | null = null;
  for (const [index, field] of fields.entries()) {
    const part = (report: (share: number) => void) => (share: number) =>
      report((index + share) / fields.length);
    const reading = part(progress.phase('teacher-descriptors'));
    const known = await knownTeacher(order, settings, field, size);
    const teacher = teacherForTraining(known.teacher);
    const source = await openExampleSource(teacher);
    try {
      images ??= await selectImages(order, source, extended, {
        signal: hooks.signal,
        report: (share) => reading(share / 2),
      });
      const learnt = await trainScale(tf, {
        order,
        settings,
        teacher,
        source,
        ...images,
        studentsBefore: index * settings.students,
        hooks,
        report: {
          moments: (share) => reading((1 + share) / 2),
          students: part(progress.phase('students')),
        },
      });
      scales.push({ ...learnt, ...known, trainedIn: order.modelId });
    } finally {
      await source.close();
    }
  }
  images ??= await selectImages(order, onlyRead, extended, {
    signal: hooks.signal,
    report: progress.phase('teacher-descriptors'),
  });
  return { scales, images };
}

/** Reads images without a teacher, for a training that keeps all students and trains none. */
const onlyRead: Pick<ExampleSource, 'check'> = {
  async check(image) {
    await readTrainingImage(image);
  },
};
