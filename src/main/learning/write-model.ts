import { join } from 'node:path';
import { sizesOf } from '../../shared/domain/picture-shape.ts';
import { writeFileFlushed } from '../files/durable-file.ts';
import { sha256 } from '../files/hash.ts';
import { mostPictureSizes, type ModelCard } from './model-card.ts';
import { modelFiles } from './model-files.ts';
import type { CardFormat } from './model-folder.ts';
import type { SelectedImages } from './select-images.ts';
import type { TrainingOrder } from './training-order.ts';

/** Returns the fields of every family's card about order and images. */
export function cardOrigin(order: TrainingOrder, images: SelectedImages) {
  const { sampleBits, alignment } = order.images[0] ?? {};
  return {
    id: order.modelId,
    productId: order.productId,
    productName: order.productName,
    createdAt: Date.now(),
    trainingImages: images.training.map(({ name, sha256: hash }) => ({ name, sha256: hash })),
    validationImages: images.validation.map(({ name, sha256: hash }) => ({ name, sha256: hash })),
    skippedImages: images.skipped.map(({ name, message }) => ({ name, message })),
    pictureSizes: sizesOf([...new Set([...images.training, ...images.validation])]).slice(
      0,
      mostPictureSizes,
    ),
    ...(sampleBits === undefined ? {} : { sampleBits }),
    ...(alignment === undefined ? {} : { alignment }),
  };
}

/** Returns the order's names for the graph's metadata. */
export function graphMetadata(order: TrainingOrder): Record<string, string> {
  return { model: order.modelId, product: order.productName };
}

/** Returns a card's description of a file's content. */
export function contentOf(bytes: Uint8Array): { sha256: string; bytes: number } {
  return { sha256: sha256(bytes), bytes: bytes.length };
}

/**
 * Writes graph, learnt tensors and card into the training's own folder, and resolves when they are on the
 * disk. Later the station installs the folder as a model with one rename.
 *
 * @throws StationError DISK_FULL, NO_PERMISSION
 */
export async function writeModel<Card extends ModelCard>(
  folder: string,
  { schema, learntFile }: CardFormat<Card>,
  { graph, learnt, card }: { readonly graph: Uint8Array; readonly learnt: Uint8Array; readonly card: Card },
): Promise<Card> {
  schema.parse(card);
  await writeFileFlushed(join(folder, modelFiles.graph), graph);
  await writeFileFlushed(join(folder, learntFile(card).file), learnt);
  const text = `${JSON.stringify(card, null, 2)}\n`;
  await writeFileFlushed(join(folder, modelFiles.card), new TextEncoder().encode(text));
  return card;
}
