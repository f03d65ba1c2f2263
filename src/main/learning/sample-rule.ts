import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import { largestSample } from '../images/decode-image.ts';
import { readImageBytes } from '../images/read-image-file.ts';
import { containerOf, sampleBitsSchema } from '../images/sample-bits.ts';
import { modelFiles } from './model-files.ts';

/**
 * Finds how many bits the samples of 16-bit pictures use, by the largest value of all: cameras store 10, 12
 * or 14 bits in 16. One result holds for all pictures of a product, so that dark ones stay dark.
 *
 * @returns null if no picture has 16-bit samples, or all state their bits themselves; unreadable files are
 *   skipped
 */
export async function learnSampleBits(images: readonly { readonly path: string }[]): Promise<number | null> {
  let largest: number | null = null;
  for (const { path } of images) {
    try {
      const own = await largestSample(await readImageBytes(path), path);
      if (own !== null) largest = Math.max(largest ?? 0, own);
    } catch (error) {
      if (!(error instanceof StationError)) throw error;
    }
  }
  return largest === null ? null : containerOf(largest);
}

const cardSchema = z.object({ sampleBits: sampleBitsSchema.optional() });

/**
 * Returns the bits of the model that a training extends, so that its students see the same values. Null: all
 * 16 bits count.
 */
export async function sampleBitsOfModel(folder: string): Promise<number | null> {
  const text = await readFile(join(folder, modelFiles.card), 'utf8');
  return cardSchema.parse(JSON.parse(text)).sampleBits ?? null;
}
