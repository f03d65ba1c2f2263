import { expect, it } from 'vitest';
import { shareOfPlaces, showAPart } from '../../../../../src/main/learning/remembering/shows-a-part.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import type { Frame } from '../../../../../src/shared/domain/frame.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { writeParts } from '../../../../support/training/parts.ts';

/** Draws bright and dark flecks of four pixels a side, at other places in each picture. */
function texture(seed: number, size = 128): Frame {
  const random = seededRandom(seed);
  const flecks = Array.from({ length: (size / 4) ** 2 }, () => 128 + 40 * random.normal());
  const data = new Uint8Array(size * size * 3).map((_, at) => {
    const [column, row] = [Math.floor(at / 3) % size, Math.floor(at / 3 / size)];
    return Math.min(255, Math.max(0, flecks[(row >> 2) * (size / 4) + (column >> 2)] ?? 0));
  });
  return { width: size, height: size, data };
}

const { signal } = new AbortController();

it('a part has its edges at the same places in each picture, a texture has not', async () => {
  expect(await showAPart(await writeParts(temporaryFolder(), 8), signal)).toBe(true);
  expect(await showAPart(await writeParts(temporaryFolder(), 8, texture), signal)).toBe(false);
});

it('a training that is cancelled reads no further image', async () => {
  const images = await writeParts(temporaryFolder(), 8);
  await expect(showAPart(images, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
});

it('the share of places is 1 where pictures are alike, and 0 where none differs', () => {
  expect(shareOfPlaces([Float32Array.of(1, 5, 3), Float32Array.of(1, 5, 3)])).toBe(1);
  expect(shareOfPlaces([Float32Array.of(2, 2), Float32Array.of(2, 2)])).toBe(0);
  expect(shareOfPlaces([Float32Array.of(1, 5), Float32Array.of(5, 1)])).toBe(0);
});
