import type { NotAlignable } from '../../shared/domain/part-spread.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Alignment } from '../images/alignment/alignment.ts';
import { alignmentOfModel } from './alignment-of-model.ts';
import { alignmentOfImages } from './learn-from-images.ts';
import { throwIfCancelled } from './training-hooks.ts';
import type { TrainingOrder } from './training-order.ts';

const whyNot: Readonly<Record<NotAlignable, string>> = {
  texture: 'the pictures are filled to their borders, so that no part is seen by itself',
  unlike: 'the parts are not alike enough to be laid over each other',
};

/**
 * Adds to an order how its parts are aligned: as in the model that is extended, or learnt from the images if
 * the order asks for it.
 *
 * @throws StationError CONFLICT if the images show no part that can be aligned, CANCELLED, CORRUPT_MODEL
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
