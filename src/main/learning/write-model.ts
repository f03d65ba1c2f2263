import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFailure } from '../files/file-failure.ts';
import { learntFile, modelCardSchema, type ModelCard } from '../families/model-card.ts';
import { modelFiles } from '../models/store.ts';
import type { TrainingOrder } from '../training/protocol.ts';
import type { SelectedImages } from './select-images.ts';

/** What every family's card says of its order and images. */
export function cardOrigin(order: TrainingOrder, images: SelectedImages) {
  return {
    id: order.modelId,
    productId: order.productId,
    productName: order.productName,
    createdAt: Date.now(),
    trainingImages: images.training.map(({ name, sha256 }) => ({ name, sha256 })),
    validationImages: images.validation.map(({ name, sha256 }) => ({ name, sha256 })),
    skippedImages: images.skipped.map(({ name, message }) => ({ name, message })),
  };
}

/** Names of the order in the graph itself. */
export function graphMetadata(order: TrainingOrder): Record<string, string> {
  return { model: order.modelId, product: order.productName };
}

/** What a card says of a file's content. */
export function contentOf(bytes: Uint8Array): { sha256: string; bytes: number } {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/**
 * Writes graph, what was learnt, and card into a folder; when it resolves, they are on the disk.
 *
 * @throws StationError DISK_FULL, NO_PERMISSION
 */
export async function writeModel<Card extends ModelCard>(
  folder: string,
  { graph, learnt, card }: { readonly graph: Uint8Array; readonly learnt: Uint8Array; readonly card: Card },
): Promise<Card> {
  modelCardSchema.parse(card);
  await writeDurably(join(folder, modelFiles.graph), graph);
  await writeDurably(join(folder, learntFile(card).file), learnt);
  await writeDurably(join(folder, modelFiles.card), `${JSON.stringify(card, null, 2)}\n`);
  return card;
}

/** Writes a file and waits until it is on the disk. */
async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const file = await open(path, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFailure(error, path);
  }
}
