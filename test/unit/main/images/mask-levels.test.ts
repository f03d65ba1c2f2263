import { expect, test } from 'vitest';
import { readMaskLevels } from '../../../../src/main/images/mask-levels.ts';
import { tiffOf, type TiffPageParts } from '../../../support/tiff-file.ts';

const [width, height] = [20, 18];

/** Makes a grey page whose first pixels are marked. */
function page(marked: readonly number[], shrink = 1): TiffPageParts {
  const size = { width: width / shrink, height: height / shrink };
  const data = new Uint8Array(size.width * size.height);
  for (const pixel of marked) data[pixel] = 255;
  return { ...size, data, samples: 1, photometric: 1 };
}

async function markedOf(...pages: readonly TiffPageParts[]): Promise<number[]> {
  const read = await readMaskLevels(tiffOf(...pages));
  expect(read).toMatchObject({ width, height });
  return [...read.levels.entries()].flatMap(([pixel, level]) => (level > 0 ? [pixel] : []));
}

test('what any page of a TIFF marks is marked', async () => {
  expect(await markedOf(page([1, 2]), page([]), page([2, 40]))).toEqual([1, 2, 40]);
});

test('the smaller version of a page is no page of the mask, with or without a tag that says so', async () => {
  const small = page([5], 2);
  expect(await markedOf({ ...small, tags: { 254: [1] } }, page([1, 2]))).toEqual([1, 2]);
  expect(await markedOf(page([1, 2]), small)).toEqual([1, 2]);
});
