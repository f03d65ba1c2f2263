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

test.each<[string, (values: readonly number[]) => ArrayBufferView, number]>([
  ['whole numbers of 32 bits', (values) => Int32Array.from(values), 2],
  ['whole numbers of 32 bits without a sign', (values) => Uint32Array.from(values), 1],
  ['whole numbers of 16 bits with a sign', (values) => Int16Array.from(values), 2],
  ['floating-point numbers', (values) => Float32Array.from(values), 3],
  ['fractions', (values) => Float32Array.from(values, (value) => value / 400), 3],
])('a TIFF of %s, as programs store classes and regions, is read', async (_, pack, format) => {
  const values = Array.from({ length: width * height }, (__, pixel) =>
    pixel === 1 ? 1 : pixel === 41 ? 300 : 0,
  );
  const { buffer, byteLength } = pack(values);
  const bits = (8 * byteLength) / values.length;
  const data = new Uint8Array(buffer);
  const tags = { 258: [bits], 339: [format] };
  expect(await markedOf({ width, height, data, samples: 1, photometric: 1, tags })).toEqual([1, 41]);
});
