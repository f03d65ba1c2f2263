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
 * A family of networks: one way to learn what good images look like. This is all that station, reports and command line ask of it;
 * none of them asks which family it is. Its names, its presets, and what a training may change of them stand in
 * `shared/domain/families.ts`, since the contract and the window need them too. Its words
 * for the window stand in `renderer/i18n`, those for reports in its folder.
 *
 * Three names occur twice. They are stored in databases and cards, so that they stay:
 * - `pyramid` is a family and one of its presets: its students alone, without a memory.
 * - `compact` and `paper` are widths of patch networks (channels of their layers), and presets of the family `patch` (a width with
 *   receptive fields, number of students and length of training). Other presets of the family have the width `compact` as well.
 * - `memory` is a family, and a phase of a training in which something is remembered, which the family `pyramid` has too.
 */
export interface Family {
  /** How its cards are read. */
  readonly cards: FamilyCards<ModelCard>;
  /** What a card says, in the family's own terms and words. @throws ZodError for another family's card */
  facts(card: ModelCard, language: Language): ModelFacts;
  /** Its presets with their figures, and whether they can run here. */
  describe(places: NetworkPlaces): Promise<PresetDescription[]>;
  /** Why a training cannot run for lack of a frozen network, and what to do; null when it can. */
  missing(places: NetworkPlaces, preset: Preset, choices: TrainingChoices): Promise<string | null>;
  /**
   * Makes a model of the order's images: graph, what was learnt, and card in the output folder. The libraries that compute are loaded
   * by the first call, so that they are in a training's process alone.
   *
   * @param tensorFlow loads the library that students learn by, on the device that the order asks for
   * @throws StationError TOO_FEW_IMAGES, NO_TEACHER, CORRUPT_MODEL, CONFLICT, CANCELLED, DISK_FULL, WORKER_FAILED
   */
  train(
    order: TrainingOrder,
    hooks: TrainingHooks,
    tensorFlow: () => Promise<TensorFlow>,
  ): Promise<ModelCard>;
  /** A graph with random weights, as a training with the preset exports it: it takes the time a frame that a trained one takes. */
  randomModel(preset: Preset, options: RandomModelOptions): Promise<Uint8Array>;
}

export interface RandomModelOptions {
  /** Side of the square frame, pixels. */
  readonly side: number;
  /** The pretrained network's file. */
  readonly backboneFile: string;
}

/** What a report tells of a model. */
export interface ModelFacts {
  /** What the model consists of: label and value, in the order in which they are shown. */
  readonly made: readonly (readonly [label: string, value: string])[];
  /** Pixels of the resized frame from one value of the map's grid to the next. */
  readonly stride: number;
  /** The frozen networks that it learnt from. */
  readonly teachers: readonly { readonly name: string; readonly sha256: string }[];
  /** Whether validation images were held back, or are training images each judged without itself and those most like it. */
  readonly validation: 'held-back' | 'among-training-images';
}

/** Cards that are told from other families' by the literal in their `family`. */
interface FamilyCards<Card extends ModelCard> extends CardFormat<Card> {
  readonly schema: z.ZodType<Card> & z.core.$ZodTypeDiscriminable;
}

/** A family whose cards are of one kind. */
interface FamilyOf<Card extends ModelCard> extends Omit<Family, 'cards' | 'facts'> {
  readonly cards: FamilyCards<Card>;
  facts(card: Card, language: Language): ModelFacts;
}

/** A family as the others see it: its cards go in as cards of any family and are read by its own schema. */
export function defineFamily<Card extends ModelCard>({ cards, facts, ...family }: FamilyOf<Card>): Family {
  const { schema, learntFile } = cards;
  return {
    ...family,
    cards: { schema, learntFile: (card) => learntFile(schema.parse(card)) },
    facts: (card, language) => facts(schema.parse(card), language),
  };
}
