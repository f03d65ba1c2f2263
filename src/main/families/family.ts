import type { z } from 'zod';
import type { PresetDescription, TrainingChoices } from '../../shared/contract/training.ts';
import type { Preset } from '../../shared/domain/families.ts';
import type { Language } from '../../shared/domain/languages.ts';
import type { ModelCard } from '../learning/model-card.ts';
import type { CardFormat } from '../learning/model-folder.ts';
import type { NetworkPlaces } from '../learning/network-places.ts';
import type { TrainingHooks } from '../learning/training-hooks.ts';
import type { TrainingOrder } from '../learning/training-order.ts';
import type { TensorFlow } from '../networks/tensorflow/load-tensorflow.ts';

/**
 * A family of networks: one way to learn what good images look like. Station, reports and command line use
 * only this interface, independent of the family. Names, presets, and what a training may change of them are
 * in `shared/domain/families.ts`, because contract and window need them too. Words for the window are in
 * `renderer/i18n`, those for reports in the family's folder.
 *
 * Three names occur twice. Databases and cards contain them, so they stay:
 * - `pyramid` is a family and one of its presets: students alone, without a memory.
 * - `compact` and `paper` are widths of patch networks (channels of their layers) and presets of the family
 *   `patch` (width, receptive fields, number of students and length of training). Other presets of the family
 *   also have the width `compact`.
 * - `memory` is a family and a phase of a training; the family `pyramid` has this phase too.
 */
export interface Family {
  /** How to read the family's cards. */
  readonly cards: FamilyCards<ModelCard>;
  /** Describes a card in the family's own terms. @throws ZodError for another family's card */
  facts(card: ModelCard, language: Language): ModelFacts;
  /** Describes the presets with their figures, and whether they can run here. */
  describe(places: NetworkPlaces): Promise<PresetDescription[]>;
  /** Returns why a training lacks a frozen network, and what to do; null: it can run. */
  missing(places: NetworkPlaces, preset: Preset, choices: TrainingChoices): Promise<string | null>;
  /**
   * Makes a model from the order's images: graph, learnt tensors and card in the output folder. The first
   * call loads the computing libraries, so that only a training's process has them.
   *
   * @param tensorFlow loads the library for students, on the device of the order
   * @throws StationError TOO_FEW_IMAGES, NO_TEACHER, CORRUPT_MODEL, CONFLICT, CANCELLED, DISK_FULL,
   *   WORKER_FAILED
   */
  train(
    order: TrainingOrder,
    hooks: TrainingHooks,
    tensorFlow: () => Promise<TensorFlow>,
  ): Promise<ModelCard>;
  /** Makes a graph with random weights in the form of a trained one, to measure its time per frame. */
  randomModel(preset: Preset, options: RandomModelOptions): Promise<Uint8Array>;
}

export interface RandomModelOptions {
  /** Side of the square frame, pixels. */
  readonly side: number;
  /** The pretrained network's file. */
  readonly backboneFile: string;
}

/** The description of a model in reports. */
export interface ModelFacts {
  /** What the model consists of, as labels and values in display order. */
  readonly made: readonly (readonly [label: string, value: string])[];
  /** Pixels of the resized frame between two values of the map's grid. */
  readonly stride: number;
  /** The frozen networks that the model learnt from. */
  readonly teachers: readonly { readonly name: string; readonly sha256: string }[];
  /**
   * `held-back`: validation images were kept from training. `among-training-images`: each training image was
   * judged without itself and those most like it.
   */
  readonly validation: 'held-back' | 'among-training-images';
}

/** Cards with a literal `family` that distinguishes them from other families' cards. */
interface FamilyCards<Card extends ModelCard> extends CardFormat<Card> {
  readonly schema: z.ZodType<Card> & z.core.$ZodTypeDiscriminable;
}

/** A family whose cards are of one kind. */
interface FamilyOf<Card extends ModelCard> extends Omit<Family, 'cards' | 'facts'> {
  readonly cards: FamilyCards<Card>;
  facts(card: Card, language: Language): ModelFacts;
}

/**
 * Makes a family with a common interface: it takes cards of any family and parses them with its own schema.
 */
export function defineFamily<Card extends ModelCard>({ cards, facts, ...family }: FamilyOf<Card>): Family {
  const { schema, learntFile } = cards;
  return {
    ...family,
    cards: { schema, learntFile: (card) => learntFile(schema.parse(card)) },
    facts: (card, language) => facts(schema.parse(card), language),
  };
}
