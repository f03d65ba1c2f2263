import {
  families,
  familyOfPreset,
  ordinaryFamily,
  presetsOf,
  type FamilyName,
  type Preset,
} from '../../shared/domain/families.ts';
import type { Model } from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { TrainingChoices } from '../../shared/contract/training.ts';
import type { TrainingDevice } from '../../shared/domain/training-device.ts';
import { StationError } from '../../shared/domain/station-error.ts';

/**
 * Returns the family and preset of a training: a preset implies its family, a family implies its default preset, and without either the
 * default family's preset is used.
 *
 * @throws StationError BAD_INPUT if the two do not belong together
 */
export function resolvePreset(
  family: FamilyName | undefined,
  preset: Preset | undefined,
): { family: FamilyName; preset: Preset } {
  if (preset === undefined) {
    const meant = family ?? ordinaryFamily;
    return { family: meant, preset: families[meant].ownPreset };
  }
  const owner = familyOfPreset(preset);
  if (family === undefined || family === owner) return { family: owner, preset };
  throw new StationError(
    'BAD_INPUT',
    `The preset ${preset} belongs to the family ${owner}. The family ${family} has ${presetsOf(family).join(', ')}.`,
  );
}

/**
 * Refuses choices that a training of the family cannot change, and names them.
 *
 * @throws StationError BAD_INPUT
 */
export function requireChoices(
  family: FamilyName,
  asked: Readonly<Record<'epochs' | 'receptiveFields' | 'extendsModelId' | 'precision', unknown>> & {
    readonly device: TrainingDevice;
  },
): void {
  const { choices } = families[family];
  const refused = [
    choices.epochs || asked.epochs === null ? null : 'has no epochs: it has no students that learn',
    choices.receptiveFields || asked.receptiveFields === null ? null : 'has no receptive fields to choose',
    choices.extend || asked.extendsModelId === null
      ? null
      : 'has no students that an earlier model could pass on (extend)',
    choices.precision || asked.precision === null ? null : 'has no precision to choose',
    choices.epochs || asked.device !== 'gpu' ? null : 'has no students that a GPU could train',
  ].find((reason) => reason !== null);
  if (refused === undefined) return;
  throw new StationError(
    'BAD_INPUT',
    `The family ${family} ${refused}. Leave it out, or choose another family.`,
  );
}

/** @throws StationError BAD_INPUT for a model of another product or family */
export function requireExtensible(
  model: Pick<Model, 'productId' | 'family'>,
  product: Pick<Product, 'id' | 'name'>,
  family: FamilyName,
): void {
  if (model.productId !== product.id) {
    throw new StationError('BAD_INPUT', `The model to be extended is not one of “${product.name}”.`);
  }
  if (model.family !== family) {
    throw new StationError(
      'BAD_INPUT',
      `The model to be extended is of the family ${model.family}; the training is of the family ${family}. Train a new model.`,
    );
  }
}

/** Refuses choices that a training on another station does not support. @throws StationError BAD_INPUT */
export function requireElsewhere({
  takeOver,
  extendsModelId,
}: Pick<TrainingChoices, 'takeOver' | 'extendsModelId'>): void {
  if (!takeOver && extendsModelId === null) return;
  throw new StationError(
    'BAD_INPUT',
    'A model of another station is made anew, and activated by a person. Train without the earlier model and without the take-over.',
  );
}
