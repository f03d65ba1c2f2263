import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { loadTensorFlow } from '../../../src/main/networks/tensorflow/load-tensorflow.ts';
import type { PretrainingOptions } from '../../../src/main/teachers/pretrain.ts';
import {
  pretrainingSettingsSchema,
  type PretrainingSettings,
} from '../../../src/main/families/patch/pretraining-settings.ts';

/** The pretrained network that ships. */
export const backbone = fileURLToPath(
  new URL('../../../resources/backbone/efficientnet-lite0.onnx', import.meta.url),
);

/** Writes pictures of coloured, noisy stripes into a new folder `images`. @returns its path */
export async function writePictures(folder: string, count = 5): Promise<string> {
  const images = join(folder, 'images');
  mkdirSync(images, { recursive: true });
  for (let index = 0; index < count; index++) {
    const [width, height] = [96 + 7 * index, 110];
    const random = seededRandom(index);
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
      const column = Math.floor(i / 3) % width;
      return 100 + 60 * Math.sin((column / (3 + index)) * (1 + (i % 3))) + 60 * random.next();
    });
    const file = join(images, `${index}.png`);
    writeFileSync(
      file,
      await sharp(data, { raw: { width, height, channels: 3 } })
        .png()
        .toBuffer(),
    );
  }
  return images;
}

/** Settings of a run that takes a second. */
export function smallSettings(over: Partial<PretrainingSettings> = {}): PretrainingSettings {
  return pretrainingSettingsSchema.parse({
    steps: 6,
    batchSize: 2,
    cropSize: 64,
    seed: 3,
    triplets: 4,
    ...over,
  });
}

/** Options of a small run from `images` into a folder named `patch-33-compact`. */
export function smallRun(
  images: string,
  output: string,
  over: Partial<PretrainingOptions> = {},
): PretrainingOptions {
  return {
    tf: loadTensorFlow(),
    settings: smallSettings(),
    images,
    dataDescription: 'stripes',
    backbone,
    output: join(output, 'patch-33-compact'),
    versions: { test: '1' },
    ...over,
  };
}
