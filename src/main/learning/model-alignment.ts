import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { NotAlignable } from '../../shared/domain/part-spread.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { alignmentSchema, type Alignment } from '../images/alignment/alignment.ts';
import { alignmentOfImages } from './learn-from-images.ts';
import { modelFiles } from './model-folder.ts';
import { throwIfCancelled } from './training-hooks.ts';
import type { TrainingOrder } from './training-order.ts';

const cardSchema = z.object({ alignment: alignmentSchema.optional() });

/**
 * How a model brings parts into place, as the card beside its graph says; null where it does not, and of a graph without a card.
 *
 * @param folder of the model
 * @throws StationError CORRUPT_MODEL
 */
export async function alignmentOfModel(folder: string): Promise<Alignment | null> {
  try {
    const text = await readFile(join(folder, modelFiles.card), 'utf8');
    return cardSchema.parse(JSON.parse(text)).alignment ?? null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new StationError(
      'CORRUPT_MODEL',
      `The card of the model in “${folder}” cannot be read: ${messageOf(error)}`,
    );
  }
}

/** As {@link alignmentOfModel}, by the path of a model's graph. */
export function alignmentOfGraph(graph: string): Promise<Alignment | null> {
  return alignmentOfModel(dirname(graph));
}

const whyNot: Readonly<Record<NotAlignable, string>> = {
  texture: 'the pictures are filled to their borders, so that no part is seen by itself',
  unlike: 'the parts are not alike enough to be laid over each other',
};

/**
 * The order with the way its parts are brought into place: that of a model that is extended, else learnt from the images where the order
 * asks for it.
 *
 * @throws StationError CONFLICT where the images show no part that could be brought into place, CANCELLED, CORRUPT_MODEL
 */
export async function withAlignment(order: TrainingOrder, signal: AbortSignal): Promise<TrainingOrder> {
  const alignment =
    order.extendedModelFolder === null
      ? await learnt(order, signal)
      : await alignmentOfModel(order.extendedModelFolder);
  return alignment === null
    ? order
    : { ...order, images: order.images.map((image) => ({ ...image, alignment })) };
}

async function learnt(order: TrainingOrder, signal: AbortSignal): Promise<Alignment | null> {
  const { images, area, choices } = order;
  if (!choices.align || images.length === 0) return null;
  const { alignment, why } = await alignmentOfImages(images, area, () => throwIfCancelled(signal));
  if (alignment) return alignment;
  throw new StationError(
    'CONFLICT',
    `Parts of “${order.productName}” cannot be brought into place: ${whyNot[why]}. Train without alignment.`,
  );
}
