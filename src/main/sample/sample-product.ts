import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeMaskPng, encodePng } from '../images/encode-image.ts';
import { fileFailure } from '../files/file-failure.ts';
import { defectKinds, type DefectKind } from './blemish.ts';
import { generatePart } from './generate-part.ts';
import { mixSeed } from './random.ts';

export interface SampleCounts {
  readonly train: number;
  readonly testGood: number;
  readonly testPerDefect: number;
}

/** Default numbers of the sample product's pictures. */
export const sampleCounts: SampleCounts = { train: 40, testGood: 10, testPerDefect: 4 };

/** A picture of the sample product on disk. */
interface SampleImage {
  /** Folder below the product's: `train/good`, `test/good`, `test/<defect>`. */
  readonly folder: string;
  readonly name: string;
  readonly seed: number;
  readonly defect: DefectKind | undefined;
}

/**
 * Writes the sample product's pictures (PNG, 640 × 480) as `train/good`, `test/good`, `test/<defect>` and
 * `ground_truth/<defect>/<name>_mask.png` (0 and 255). The pictures are the same every time.
 *
 * @param onProgress called after each picture
 * @returns the folder of good pictures to train with, and the number of pictures
 * @throws StationError `NO_PERMISSION`, `DISK_FULL`
 */
export async function writeSampleProduct(
  directory: string,
  counts: SampleCounts = sampleCounts,
  onProgress?: (done: number, total: number) => void,
): Promise<{ trainFolder: string; images: number }> {
  const images = plan(counts);
  try {
    for (const [index, image] of images.entries()) {
      await writeImage(directory, image);
      onProgress?.(index + 1, images.length);
    }
  } catch (error) {
    throw fileFailure(error, directory);
  }
  return { trainFolder: join(directory, 'train', 'good'), images: images.length };
}

function plan({ train, testGood, testPerDefect }: SampleCounts): SampleImage[] {
  const series = (folder: string, count: number, seed: number, defect?: DefectKind): SampleImage[] =>
    Array.from({ length: count }, (_, index) => ({
      folder,
      name: String(index).padStart(3, '0'),
      seed: mixSeed(seed, index),
      defect,
    }));
  return [
    ...series('train/good', train, 1),
    ...series('test/good', testGood, 2),
    ...defectKinds.flatMap((kind, index) => series(`test/${kind}`, testPerDefect, 3 + index, kind)),
  ];
}

async function writeImage(directory: string, { folder, name, seed, defect }: SampleImage): Promise<void> {
  const { frame, mask } = generatePart(seed, defect);
  await write(join(directory, folder, `${name}.png`), await encodePng(frame));
  if (defect === undefined) return;
  const maskPng = await encodeMaskPng(mask, frame.height, frame.width);
  await write(join(directory, 'ground_truth', defect, `${name}_mask.png`), maskPng);
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
