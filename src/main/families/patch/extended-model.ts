import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../../shared/domain/station-error.ts';
import { commonCardSchema } from '../../learning/model-card.ts';
import { readCard, verifyModelFolder } from '../../learning/model-folder.ts';
import type { KnownSplit } from '../../learning/split.ts';
import { patchCards, type PatchCard, type ScaleCard } from './card.ts';
import { decodeStudents, type LearntScale } from './learnt-file.ts';

/** A finished model whose students a training keeps. */
export interface ExtendedModel extends KnownSplit {
  readonly card: PatchCard;
  readonly scales: readonly (LearntScale & { readonly card: ScaleCard })[];
}

/** @throws StationError CORRUPT_MODEL, TOO_FEW_IMAGES, BAD_INPUT for a model without students */
export async function readExtendedModel(folder: string): Promise<ExtendedModel> {
  const { family } = await readCard(folder, commonCardSchema);
  if (family !== 'patch') {
    throw new StationError(
      'BAD_INPUT',
      `The model to be extended is of the family ${family}, which has no students to keep. Train a new model.`,
    );
  }
  const card = await verifyModelFolder(folder, patchCards);
  const path = join(folder, card.students.file);
  const sizes = card.scales.map(({ receptiveField, finalLoss }) => ({
    receptiveField,
    students: finalLoss.length,
  }));
  const learntScales = decodeStudents(await readFile(path), sizes, card.settings.width, `“${path}”`);
  const validation = new Set(card.validationImages.map(({ sha256 }) => sha256));
  const training = new Set(card.trainingImages.map(({ sha256 }) => sha256));
  return {
    card,
    scales: card.scales.flatMap((scale) =>
      learntScales
        .filter(({ receptiveField }) => receptiveField === scale.receptiveField)
        .map((learntScale) => ({ ...learntScale, card: scale })),
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
