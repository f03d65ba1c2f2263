import { StationError } from '../../../shared/domain/station-error.ts';
import { inputSizeFor } from '../../learning/input-size.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import type { ScaleToExport } from './export-model.ts';
import { readExtendedModel, type ExtendedModel } from './extended-model.ts';
import type { ReceptiveField } from './graph/spec.ts';
import { knownTeacher } from './known-teacher.ts';
import type { PatchSettings } from './settings.ts';

/** What a training has to learn, and what it keeps of the model that it extends. */
export interface Extension {
  /** Null: a new model. */
  readonly extended: ExtendedModel | null;
  /** Height and width of the graph's input, pixels. */
  readonly size: readonly [number, number];
  /** Receptive fields to be learnt; none if only the precision is new. */
  readonly fields: readonly ReceptiveField[];
  /** Scales whose students are kept unchanged. */
  readonly kept: readonly ScaleToExport[];
}

/**
 * Reads the model that an order extends, if any.
 *
 * @throws StationError CORRUPT_MODEL, NO_TEACHER; CONFLICT if the model does not fit the order; BAD_INPUT if
 *   the order asks for nothing that the model lacks
 */
export async function readExtension(order: TrainingOrder, settings: PatchSettings): Promise<Extension> {
  const { receptiveFields } = settings;
  if (order.extendedModelFolder === null) {
    const size = inputSizeFor(order.images, settings.inputSize);
    return { extended: null, size, fields: receptiveFields, kept: [] };
  }
  const extended = await readExtendedModel(order.extendedModelFolder);
  requireSameLayout(extended, order, settings);
  const known = extended.scales.map(({ receptiveField }) => receptiveField);
  const fields = receptiveFields.filter((field) => !known.includes(field));
  if (fields.length === 0) requireNewPrecision(extended, order, settings);
  const kept = await keptScales(order, settings, extended);
  return { extended, size: extended.card.graph.inputSize, fields, kept };
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
