import { readTrainingImage } from './read-training-image.ts';
import type { TrainingImage } from './training-image.ts';

/** Bytes of image values kept in memory: about 400 examples of 256 × 256 pixels at compact width. */
const keptBytes = 800 * 2 ** 20;

/** Caches values computed from images. */
export interface ImageCache<Value> {
  get(image: TrainingImage): Promise<Value>;
  /**
   * Checks that an image can be read. Computes and keeps its value while there is room; afterwards only reads
   * the image, because the value would be discarded.
   *
   * @throws StationError if the image cannot be read
   */
  check(image: TrainingImage): Promise<void>;
}

/**
 * Makes a cache for values of images. Values without room are computed again each time, so that a training
 * uses the same memory for 5,000 images as for 500.
 *
 * @param bytesOf returns the size of a value
 */
export function keepByImage<Value>(
  make: (image: TrainingImage) => Promise<Value>,
  bytesOf: (value: Value) => number,
  mostBytes = keptBytes,
): ImageCache<Value> {
  const kept = new Map<string, Value>();
  let bytes = 0;
  const hasRoom = (): boolean => bytes < mostBytes;
  async function get(image: TrainingImage): Promise<Value> {
    const key = `${image.sha256} ${image.turn ?? 0}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = await make(image);
    if (hasRoom() && !kept.has(key)) {
      kept.set(key, value);
      bytes += bytesOf(value);
    }
    return value;
  }
  return {
    get,
    async check(image) {
      if (hasRoom()) await get(image);
      else await readTrainingImage(image);
    },
  };
}
