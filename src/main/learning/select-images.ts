import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { seededRandom } from '../networks/random.ts';
import { permutation } from './image-order.ts';
import { minimumImages, splitValidation, type KnownSplit } from './split.ts';
import { throwIfCancelled } from './training-hooks.ts';
import type { TrainingImage } from './training-image.ts';
import type { TrainingOrder } from './training-order.ts';

/** The images of a training. */
export interface SelectedImages {
  readonly training: readonly TrainingImage[];
  readonly validation: readonly TrainingImage[];
  /** Skipped images with the reasons. */
  readonly skipped: readonly { readonly name: string; readonly message: string }[];
}

/**
 * Reads every image once and drops unreadable ones.
 *
 * @param read reads one image; its result is ignored
 * @throws StationError TOO_FEW_IMAGES, CORRUPT_MODEL, CANCELLED
 */
export async function readImages(
  images: readonly TrainingImage[],
  productName: string,
  read: (image: TrainingImage) => Promise<unknown>,
  hooks: { readonly signal: AbortSignal; report(share: number): void },
): Promise<{ readable: TrainingImage[]; skipped: SelectedImages['skipped'] }> {
  requireImages(images.length, productName, []);
  const readable: TrainingImage[] = [];
  const skipped: { name: string; message: string }[] = [];
  for (const [index, image] of images.entries()) {
    throwIfCancelled(hooks.signal);
    try {
      await read(image);
      readable.push(image);
    } catch (error) {
      if (error instanceof StationError && error.code === 'CORRUPT_MODEL') throw error;
      skipped.push({ name: image.name, message: messageOf(error) });
    }
    hooks.report((index + 1) / images.length);
  }
  requireImages(readable.length, productName, skipped);
  return { readable, skipped };
}

/**
 * Reads the images of a training and splits them.
 *
 * @param source reads an image once
 * @param known the split of an earlier training whose students are kept, so that they are never measured on
 *   images that they learnt from; null: a new split by the order's seed
 * @throws StationError TOO_FEW_IMAGES, CORRUPT_MODEL, CANCELLED
 */
export async function selectImages(
  order: TrainingOrder,
  source: { check(image: TrainingImage): Promise<void> },
  known: KnownSplit | null,
  hooks: { readonly signal: AbortSignal; report(share: number): void },
): Promise<SelectedImages> {
  const wanted = known === null ? order.images : order.images.filter(({ sha256 }) => known.knows(sha256));
  const { readable, skipped } = await readImages(wanted, order.productName, source.check, hooks);
  const split =
    known === null
      ? splitValidation(readable, permutation(readable.length, seededRandom(order.seed, 1)))
      : known.split(readable);
  return { ...split, skipped };
}

function requireImages(count: number, productName: string, skipped: SelectedImages['skipped']): void {
  if (count >= minimumImages) return;
  const unreadable =
    skipped.length > 0 ? ` ${skipped.length} could not be read: ${skipped[0]?.name ?? ''}.` : '';
  throw new StationError(
    'TOO_FEW_IMAGES',
    `“${productName}” has too few good images to train: at least ${minimumImages} are needed, 20 or more are ` +
      `recommended.${unreadable} Add good images, then train again.`,
  );
}
