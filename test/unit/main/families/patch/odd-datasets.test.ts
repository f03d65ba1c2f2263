import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../../../src/main/images/encode-image.ts';
import { readImageFile } from '../../../../../src/main/images/read-image-file.ts';
import { loadTensorFlow } from '../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import type { TrainingImage } from '../../../../../src/main/learning/training-image.ts';
import { trainPatch } from '../../../../../src/main/families/patch/train.ts';
import type { Frame } from '../../../../../src/shared/domain/frame.ts';
import { greyPng } from '../../../../support/grey-png.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { damaged, partFrame } from '../../../../support/training/parts.ts';
import { quiet, scoreOf, smallOrder } from '../../../../support/training/small-training.ts';

const tf = loadTensorFlow();

/** Writes one picture several times; the hashes differ by name, like those of re-encoded pictures. */
async function copies(frame: Frame, count: number): Promise<TrainingImage[]> {
  const folder = temporaryFolder();
  const bytes = await encodePng(frame);
  return Array.from({ length: count }, (_, index) => {
    const name = `copy ${index}.png`;
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const sha256 = createHash('sha256').update(name).digest('hex');
    return { name, path, sha256, width: frame.width, height: frame.height };
  });
}

describe('training on odd datasets', () => {
  it('learns from images that are all the same, and still tells a damage', async () => {
    const order = await smallOrder({ images: await copies(partFrame(1), 8), epochs: 4 });
    const card = await trainPatch(tf, order, quiet);
    const graph = join(order.outputFolder, 'model.onnx');
    const good = await scoreOf(graph, partFrame(1));
    const bad = await scoreOf(graph, damaged(partFrame(1), 0.5, 0.4, 0.2));
    expect(good.score).toBeLessThan(card.thresholds.defect);
    expect(bad.score).toBeGreaterThan(good.score);
  });

  it('learns from a picture without any structure: no component varies, nothing becomes NaN', async () => {
    const plain = { width: 96, height: 96, data: new Uint8Array(96 * 96 * 3).fill(128) };
    const order = await smallOrder({ images: await copies(plain, 6) });
    await trainPatch(tf, order, quiet);
    const { score, map } = await scoreOf(join(order.outputFolder, 'model.onnx'), plain);
    expect([score, ...map].every(Number.isFinite)).toBe(true);
  });

  it('learns from pictures of 4,000 × 3,000 pixels, their aspect kept', async () => {
    const folder = temporaryFolder();
    const images = await Promise.all(
      Array.from({ length: 5 }, async (_, index): Promise<TrainingImage> => {
        const name = `large ${index}.jpg`;
        const path = join(folder, name);
        const background = { r: 90 + index, g: 100, b: 110 };
        await sharp({ create: { width: 4000, height: 3000, channels: 3, background } })
          .jpeg()
          .toFile(path);
        const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
        return { name, path, sha256, width: 4000, height: 3000 };
      }),
    );
    const card = await trainPatch(tf, await smallOrder({ images }), quiet);
    expect(card.graph.inputSize).toEqual([224, 288]);
    expect(card.trainingImages).toHaveLength(3);
  });

  it('learns from grey pictures of 8 and 16 bits, and sees in them what it sees in the same in colour', async () => {
    const order = await smallOrder();
    const folder = temporaryFolder();
    const images: TrainingImage[] = [];
    for (const [index, image] of order.images.entries()) {
      const { frame } = await readImageFile(image.path);
      const path = join(folder, image.name);
      const grey = frame.data.filter((_, at) => at % 3 === 0);
      writeFileSync(path, await greyPng(grey, frame.width, index % 2 === 0 ? 8 : 16));
      expect((await readImageFile(path)).frame).toEqual(frame);
      images.push({ ...image, path });
    }
    const card = await trainPatch(tf, { ...order, images }, quiet);
    expect(card.skippedImages).toEqual([]);
    expect(card.trainingImages).toHaveLength(5);
    const graph = join(order.outputFolder, 'model.onnx');
    const bad = await scoreOf(graph, damaged(partFrame(100), 0.5, 0.4, 0.2));
    expect(bad.score).toBeGreaterThan((await scoreOf(graph, partFrame(100))).score);
  });

  it.skipIf(!existsSync('/dev/full'))('names a full disk', async () => {
    const order = await smallOrder();
    symlinkSync('/dev/full', join(order.outputFolder, 'model.onnx'));
    await expect(trainPatch(tf, order, quiet)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });
});
