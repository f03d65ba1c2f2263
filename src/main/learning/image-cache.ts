import { readTrainingImage } from './read-training-image.ts';
import type { TrainingImage } from './training-image.ts';

/** Values of images kept in memory, bytes: some 400 examples of 256 × 256 pixels at compact width. */
const keptBytes = 800 * 2 ** 20;

/** Values of images, made once where they can be kept. */
export interface ImageCache<Value> {
  get(image: TrainingImage): Promise<Value>;
  /**
   * Makes sure that an image can be read. Its value is made while there is room to keep it; beyond that nothing is computed for
   * nothing.
   *
   * @throws StationError when the image cannot be read
   */
  check(image: TrainingImage): Promise<void>;
}

/**
 * Gives a value of an image again and again. What has no room is made anew each time, so that a training takes the same
 * memory for 5,000 images as for 500.
 *
 * @param bytesOf a value
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
