import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/main/files/hash.ts';
import { readImageFile } from '../../src/main/images/read-image-file.ts';
import type { TrainingImage } from '../../src/main/learning/training-image.ts';

/** Lists the images of a folder as a training order names them. */
export async function trainingImages(folder: string): Promise<TrainingImage[]> {
  return Promise.all(
    readdirSync(folder)
      .toSorted()
      .map(async (name) => {
        const path = join(folder, name);
        const { width, height } = (await readImageFile(path)).frame;
        return { name, path, sha256: sha256(readFileSync(path)), width, height };
      }),
  );
}
