import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluate } from '../../../../src/main/evaluation/evaluate.ts';
import { readTestFolder } from '../../../support/read-test-folder.ts';
import type { Frame } from '../../../../src/shared/domain/frame.ts';
import { ownRegionLimits } from '../../../../src/shared/domain/verdict.ts';
import { heldMemory } from '../../../support/held-memory.ts';
import { writeLabelledFolder } from '../../../support/labelled-folder.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Images after which memory is measured; by the first time, all images have been read once. */
const [early, late] = [50, 400];

/** Most bytes that an image may leave behind: score and name, no pixels. */
const bytesAnImage = 2048;

test('an evaluation holds no more for 400 images than for 50, but for their scores', async () => {
  const folder = join(temporaryFolder(), 'parts');
  await writeLabelledFolder(folder, 10, 10);
  const few = await readTestFolder(folder);
  const images = Array.from({ length: late / few.length }, (_, round) =>
    few.map((image) => ({ ...image, file: `${round}/${image.file}` })),
  ).flat();
  // The pixels' own brightness takes the place of a model, whose memory is no matter here.
  const run = async ({ width, height, data }: Frame) => {
    const map = Float32Array.from({ length: width * height }, (_, pixel) => data[pixel * 3] ?? 0);
    return Promise.resolve({ score: map[0] ?? Number.NaN, map, height, width, runMs: 1 });
  };
  const held = new Map<number, number>();
  const result = await evaluate(
    images,
    { review: 1, defect: 2, ...ownRegionLimits },
    {
      run,
      onImage: (done) => {
        if (done === early || done === late) held.set(done, heldMemory());
      },
      signal: new AbortController().signal,
    },
  );
  expect(result).toMatchObject({ images: late, skipped: [] });
  expect(result.pixelAuroc).not.toBeNull();
  // A map alone takes 48 · 40 · 4 = 7,680 bytes.
  const growth = ((held.get(late) ?? Infinity) - (held.get(early) ?? 0)) / (late - early);
  expect(growth).toBeLessThan(bytesAnImage);
});
