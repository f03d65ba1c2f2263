import { readTrainingImage } from '../../learning/read-training-image.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { inputSizeFor } from '../../learning/input-size.ts';
import { createProgress, studentShares } from '../../learning/progress.ts';
import { runtimeVersions } from '../../learning/runtime-versions.ts';
import { selectImages, type SelectedImages } from '../../learning/select-images.ts';
import type { TrainingHooks } from '../../learning/training-hooks.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import { loadTeacher } from './teacher-store.ts';
import type { PatchCard } from './card.ts';
import { exportModel, type ScaleToExport } from './export-model.ts';
import { readExtendedModel, type ExtendedModel } from './extended-model.ts';
import type { DenseTeacher } from './graph/model-graph.ts';
import { teacherId, type ReceptiveField } from './graph/spec.ts';
import { patchPresetSchema, patchSettings, type PatchSettings } from './settings.ts';
import { openExampleSource, type ExampleSource } from './teacher-examples.ts';
import { teacherForTraining, trainScale } from './train-scale.ts';

/** A teacher with its fields of the card. */
interface KnownTeacher {
  readonly teacher: DenseTeacher;
  readonly source: { readonly name: string; readonly sha256: string };
}

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
  const extended =
    order.extendedModelFolder === null ? null : await readExtendedModel(order.extendedModelFolder);
  if (extended) requireSameLayout(extended, order, settings);
  const size = extended?.card.graph.inputSize ?? inputSizeFor(order.images, settings.inputSize);
  const kept = extended?.scales.map(({ receptiveField }) => receptiveField) ?? [];
  const fields = settings.receptiveFields.filter((field) => !kept.includes(field));
  if (extended && fields.length === 0) requireNewPrecision(extended, order, settings);
  const progress = createProgress(hooks.onProgress, studentShares);
  const scales: ScaleToExport[] = extended ? await keptScales(order, settings, extended) : [];
  let images: SelectedImages | null = null;
  for (const [index, field] of fields.entries()) {
    const part = (report: (share: number) => void) => (share: number) =>
      report((index + share) / fields.length);
    const reading = part(progress.phase('teacher-descriptors'));
    const fieldTeacher = await knownTeacher(order, settings, field, size);
    const source = await openExampleSource(teacherForTraining(fieldTeacher.teacher));
    try {
      images ??= await selectImages(order, source, extended, {
        signal: hooks.signal,
        report: (share) => reading(share / 2),
      });
      const learnt = await trainScale(tf, {
        order,
        settings,
        teacher: teacherForTraining(fieldTeacher.teacher),
        source,
        ...images,
        studentsBefore: index * settings.students,
        hooks,
        report: {
          moments: (share) => reading((1 + share) / 2),
          students: part(progress.phase('students')),
        },
      });
      scales.push({ ...learnt, ...fieldTeacher, trainedIn: order.modelId });
    } finally {
      await source.close();
    }
  }
  images ??= await selectImages(order, onlyRead, extended, {
    signal: hooks.signal,
    report: progress.phase('teacher-descriptors'),
  });
  scales.sort((a, b) => a.receptiveField - b.receptiveField);
  return exportModel({
    order,
    preset,
    settings,
    size,
    scales,
    ...images,
    versions: runtimeVersions(tf),
    seconds: () => (performance.now() - started) / 1000,
    report: progress,
    signal: hooks.signal,
  });
}

/** Reads images without a teacher, for a training that keeps all students and trains none. */
const onlyRead: Pick<ExampleSource, 'check'> = {
  async check(image) {
    await readTrainingImage(image);
  },
};

async function knownTeacher(
  order: TrainingOrder,
  { width, stride }: PatchSettings,
  receptiveField: ReceptiveField,
  size: readonly [number, number],
): Promise<KnownTeacher> {
  const { card, spec, weights } = await loadTeacher(
    order.teachersFolder,
    teacherId({ receptiveField, width }),
  );
  return {
    teacher: { spec, weights, stride, size },
    source: { name: card.id, sha256: card.weights.sha256 },
  };
}

/**
 * Returns the extended model's scales with their teachers.
 *
 * @throws StationError CONFLICT if a teacher has changed
 */
function keptScales(
  order: TrainingOrder,
  settings: PatchSettings,
  extended: ExtendedModel,
): Promise<ScaleToExport[]> {
  return Promise.all(
    extended.scales.map(async ({ card, ...learnt }) => {
      const size = extended.card.graph.inputSize;
      const present = await knownTeacher(order, settings, learnt.receptiveField, size);
      if (present.source.sha256 !== card.teacher.sha256) {
        throw new StationError(
          'CONFLICT',
          `The teacher ${card.teacher.name} is no longer the one that the model’s students learnt from. Train a new model.`,
        );
      }
      return { ...card, ...learnt, ...present };
    }),
  );
}

/**
 * Checks that an extension without new receptive fields at least has another precision.
 *
 * @throws StationError BAD_INPUT
 */
function requireNewPrecision({ card }: ExtendedModel, order: TrainingOrder, settings: PatchSettings): void {
  if (card.settings.precision === settings.precision) {
    const fields = card.scales.map(({ receptiveField }) => receptiveField).join(', ');
    throw new StationError(
      'BAD_INPUT',
      `The model has the receptive fields ${fields} in ${settings.precision} already. Choose one that it lacks, or ` +
        'another precision.',
    );
  }
  if (card.preset !== order.preset) {
    throw new StationError(
      'BAD_INPUT',
      `The model was made with the preset ${card.preset}. Choose that preset to change its precision alone.`,
    );
  }
}

/**
 * Checks that input and area are the same, since kept students fit no other graph.
 *
 * @throws StationError CONFLICT
 */
function requireSameLayout({ card }: ExtendedModel, order: TrainingOrder, settings: PatchSettings): void {
  const { width, stride, area } = card.settings;
  if (width !== settings.width || stride !== settings.stride) {
    throw new StationError(
      'CONFLICT',
      `The model has networks of width ${width} at stride ${stride}; the preset has ${settings.width} at ` +
        `${settings.stride}. Choose the model’s own preset, or train a new model.`,
    );
  }
  if (JSON.stringify(area) !== JSON.stringify(order.area)) {
    throw new StationError(
      'CONFLICT',
      'The inspected area has changed since the model was made. Set it back, or train a new model.',
    );
  }
}
