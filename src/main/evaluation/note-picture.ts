import type { DataNotes } from '../../shared/domain/data-notes.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { shapeDiffers } from '../../shared/domain/picture-shape.ts';
import { largestSample } from '../images/decode-image.ts';
import { furtherPages } from '../images/further-pages.ts';
import { isTurnUnsure } from '../images/mask-turn.ts';
import { wholeSample } from '../images/sample-bits.ts';
import type { TestImage } from '../images/test-folder.ts';
import type { TrainedShapes } from '../learning/model-card.ts';

/** The pictures that the model expects. */
export interface ExpectedPictures {
  /** Shapes of the training pictures. */
  readonly trained?: TrainedShapes;
  /** How the model reads 16-bit pictures. */
  readonly sampleBits?: number | undefined;
}

/**
 * Notes a picture that is one of several in its file, must be stretched, is brighter than the training pictures, or
 * whose mask may be rotated.
 */
export async function notePicture(
  { file, imageId, defective, maskPath }: TestImage,
  { width, height }: Frame,
  bytes: Uint8Array,
  { trained, sampleBits }: ExpectedPictures,
  notes: DataNotes,
): Promise<void> {
  const hasMask = defective && imageId === undefined && maskPath !== null;
  if (hasMask && (await isTurnUnsure(maskPath, bytes))) notes.add('masksTurned', file);
  const further = furtherPages(bytes);
  if (further > 0) notes.add('pagesLeft', file, `+${further}`);
  const sizes = trained?.sizes ?? [];
  if (shapeDiffers({ width, height }, sizes, trained?.tolerance) !== null) {
    notes.add('shapeDiffers', file, `${width} × ${height}`);
  }
  if (sampleBits === undefined) return;
  const largest = await largestSample(bytes, file);
  if (largest === null) return;
  if (sampleBits < wholeSample) notes.add('sampleBits', file, `${sampleBits} bit`);
  if (largest >= 2 ** sampleBits) {
    notes.add('samplesCut', file, `${largest} > ${2 ** sampleBits - 1}`);
  }
}
