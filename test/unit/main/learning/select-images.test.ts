import { join } from 'node:path';
import { expect, it, onTestFinished, describe } from 'vitest';
import { kernelShapes } from '../../../../src/main/families/patch/graph/spec.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { initialWeights } from '../../../../src/main/networks/weights.ts';
import { openExampleSource } from '../../../../src/main/families/patch/teacher-examples.ts';
import type { TrainingImage } from '../../../../src/main/learning/training-image.ts';
import { createImageOrder } from '../../../../src/main/learning/image-order.ts';
import { epochsFor, presets } from '../../../../src/main/families/patch/settings.ts';
import { selectImages } from '../../../../src/main/learning/select-images.ts';
import { heldMemory } from '../../../support/held-memory.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeParts } from '../../../support/training/parts.ts';
import { quiet, smallOrder } from '../../../support/training/small-training.ts';
import { teacherSpec } from '../../../support/training/teacher.ts';

const side = 64;
/** Bytes of an example: input `[3, 64, 64]` and descriptors `[64, 16, 16]`, float32. */
const exampleBytes = (3 * side ** 2 + teacherSpec.descriptorSize * (side / 4) ** 2) * 4;

/** Makes a source that keeps that many examples of a small teacher. */
async function sourceOf(examples: number) {
  const weights = initialWeights(kernelShapes(teacherSpec), 3);
  const teacher = { spec: teacherSpec, weights, stride: 4, size: [side, side] } as const;
  const source = await openExampleSource(teacher, examples * exampleBytes);
  onTestFinished(() => source.close());
  return source;
}

/** Makes many images, as a training sees them, from a few files under many hashes. */
async function manyImages(count: number): Promise<TrainingImage[]> {
  const few = await writeParts(temporaryFolder(), 8);
  return Array.from({ length: count }, (_, index) =>
    few.slice(index % few.length, (index % few.length) + 1).map((image) => ({
      ...image,
      name: `part ${index}.png`,
      sha256: index.toString(16).padStart(64, '0'),
    })),
  ).flat();
}

describe('a training on many images', () => {
  it('keeps examples up to its limit, and makes the others anew', async () => {
    const source = await sourceOf(10);
    const images = await manyImages(14);
    const first = await Promise.all(images.map((image) => source.example(image)));
    const again = await Promise.all(images.map((image) => source.example(image)));
    const kept = first.map((example, index) => example === again[index]);
    expect(kept.filter(Boolean)).toHaveLength(10);
    expect(again).toEqual(first);
  });

  it('reads 5,000 images in the memory of those that it keeps', async () => {
    const source = await sourceOf(20);
    const images = await manyImages(5000);
    const before = heldMemory();
    const order = { ...(await smallOrder({ images: [] })), images };
    const { training, validation, skipped } = await selectImages(order, source, null, {
      signal: quiet.signal,
      report: () => undefined,
    });
    expect([training.length, validation.length, skipped.length]).toEqual([4940, 60, 0]);
    // All examples together would take 560 MB.
    expect(heldMemory() - before).toBeLessThan(2 * 20 * exampleBytes + 5000 * 1024);
  });

  it('names one that cannot be read, however late it comes', async () => {
    const source = await sourceOf(2);
    const images = await manyImages(9);
    const path = join(temporaryFolder(), 'gone.png');
    const gone = { name: 'gone.png', path, sha256: 'f'.repeat(64), width: 96, height: 96 };
    const order = await smallOrder({ images: [...images, gone] });
    const { skipped } = await selectImages(order, source, null, {
      signal: quiet.signal,
      report: () => undefined,
    });
    expect(skipped).toMatchObject([{ name: 'gone.png', message: expect.stringContaining('gone.png') }]);
  });

  it('passes over as many images as one on few, each at most once', () => {
    for (const preset of [presets.quick, presets.compact]) {
      const passes = [20, 5000].map((count) => Math.round(epochsFor(preset, count, null) * count));
      expect(passes[1]).toBe(passes[0]);
    }
    const next = createImageOrder(
      Array.from({ length: 5000 }, (_, index) => index),
      seededRandom(1),
    );
    const seen = Array.from({ length: 100 }, () => next(2)).flat();
    expect(new Set(seen).size).toBe(200);
  });
});
