import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { PatchCard, ScaleCard } from './card.ts';
import { verifyModel } from '../../models/store.ts';
import type { TrainingImage } from '../../learning/example-source.ts';
import { decodeStudents, type LearntScale } from './learnt-file.ts';

/** A finished model whose students a training keeps. */
export interface ExtendedModel {
  readonly card: PatchCard;
  readonly scales: readonly (LearntScale & { readonly card: ScaleCard })[];
  /** Whether the model was made with the image. */
  knows(sha256: string): boolean;
  /** Splits images as the model's own training did. @throws StationError TOO_FEW_IMAGES */
  split(images: readonly TrainingImage[]): { training: TrainingImage[]; validation: TrainingImage[] };
}

/** @throws StationError CORRUPT_MODEL, TOO_FEW_IMAGES, BAD_INPUT for a model without students */
export async function readExtendedModel(folder: string): Promise<ExtendedModel> {
  const card = await verifyModel(folder);
  if (card.family !== 'patch') {
    throw new StationError(
      'BAD_INPUT',
      `The model to be extended is of the family ${card.family}, which has no students to keep. Train a new model.`,
    );
  }
  const path = join(folder, card.students.file);
  const sizes = card.scales.map(({ receptiveField, finalLoss }) => ({
    receptiveField,
    students: finalLoss.length,
  }));
  const learnt = decodeStudents(await readFile(path), sizes, card.settings.width, `“${path}”`);
  const validation = new Set(card.validationImages.map(({ sha256 }) => sha256));
  const training = new Set(card.trainingImages.map(({ sha256 }) => sha256));
  return {
    card,
    scales: card.scales.flatMap((scale) =>
      learnt
        .filter((one) => one.receptiveField === scale.receptiveField)
        .map((one) => ({ ...one, card: scale })),
    ),
    knows: (sha256) => training.has(sha256) || validation.has(sha256),
    split(images) {
      const parts = {
        training: images.filter(({ sha256 }) => training.has(sha256)),
        validation: images.filter(({ sha256 }) => validation.has(sha256)),
      };
      if (parts.training.length > 0 && parts.validation.length > 0) return parts;
      throw new StationError(
        'TOO_FEW_IMAGES',
        'The images that the model to be extended was made with are no longer in the dataset. Train a new model.',
      );
    },
  };
}
