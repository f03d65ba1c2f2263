import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { decodeImage, largestSample } from '../../../../src/main/images/decode-image.ts';
import { containerOf } from '../../../../src/main/images/sample-bits.ts';
import { deepPng } from '../../../support/deep-png.ts';
import { greyProfile } from '../../../support/grey-profile.ts';
import { tiffOf, type TiffPageParts } from '../../../support/tiff-file.ts';

const [width, height] = [40, 36];

function filled<Values extends Uint8Array | Uint16Array>(
  values: Values,
  ...samples: readonly number[]
): Values {
  for (let index = 0; index < values.length; index++) values[index] = samples[index % samples.length] ?? 0;
  return values;
}

const page = (photometric: number, ...samples: readonly number[]): TiffPageParts => ({
  width,
  height,
  photometric,
  samples: samples.length,
  data: filled(new Uint8Array(width * height * samples.length), ...samples),
});
const deepPage = (photometric: number, ...samples: readonly number[]): TiffPageParts => ({
  width,
  height,
  photometric,
  samples: samples.length,
  data: filled(new Uint16Array(width * height * samples.length), ...samples),
});

/** Returns the first pixel of a picture whose pixels are all alike. */
async function pixelOf(bytes: Uint8Array, bits?: number): Promise<number[]> {
  const frame = await decodeImage(bytes, 'part.tif', bits);
  expect(frame).toMatchObject({ width, height });
  return [...frame.data.subarray(0, 3)];
}

async function profile(name: 'srgb' | 'p3'): Promise<Uint8Array> {
  const white = sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } });
  const { icc } = await sharp(await white.withIccProfile(name).png().toBuffer()).metadata();
  if (icc === undefined) throw new Error('sharp wrote no profile');
  return icc;
}

describe('a TIFF of 16 bits with a profile', () => {
  it.each([
    [255, 0, 0],
    [0, 255, 0],
    [255, 128, 0],
    [1, 2, 3],
  ])('in sRGB keeps its numbers %i, %i, %i', async (...colour) => {
    const own = { ...deepPage(2, ...colour.map((value) => value * 257)), profile: await profile('srgb') };
    expect(await pixelOf(tiffOf(own))).toEqual(colour);
  });

  it('in another space is brought to sRGB as one of 8 bits is', async () => {
    const p3 = await profile('p3');
    const eight = await pixelOf(tiffOf({ ...page(2, 240, 128, 20), profile: p3 }));
    const sixteen = await pixelOf(tiffOf({ ...deepPage(2, 240 * 257, 128 * 257, 20 * 257), profile: p3 }));
    for (const [channel, value] of sixteen.entries()) {
      expect(Math.abs(value - (eight[channel] ?? 0))).toBeLessThan(2);
    }
    expect(eight).not.toEqual([240, 128, 20]);
  });
});

test('grey of 16 bits with a profile is brought to sRGB as one of 8 bits is', async () => {
  const linear = greyProfile(1);
  const eight = await pixelOf(tiffOf({ ...page(1, 100), profile: linear }));
  expect(eight[0]).toBeGreaterThan(150);
  expect(await pixelOf(tiffOf({ ...deepPage(1, 100 * 257), profile: linear }))).toEqual(eight);
});

describe('samples of a TIFF beyond the colours', () => {
  it.each<[string, TiffPageParts, number[]]>([
    ['RGBX', { ...page(2, 200, 100, 50, 0), tags: { 338: [0] } }, [200, 100, 50]],
    ['RGB and a sample that no tag explains', page(2, 200, 100, 50, 0), [200, 100, 50]],
    ['RGB and two more', { ...page(2, 200, 100, 50, 7, 0), tags: { 338: [0, 0] } }, [200, 100, 50]],
    ['grey and one more', { ...page(1, 120, 0), tags: { 338: [0] } }, [120, 120, 120]],
    ['16 bits, RGBX', { ...deepPage(2, 51400, 25700, 12850, 0), tags: { 338: [0] } }, [200, 100, 50]],
  ])('%s: the colours are kept', async (_, own, colour) => {
    expect(await pixelOf(tiffOf(own))).toEqual(colour);
  });

  it('that are alpha lie on black', async () => {
    const half = page(2, 200, 100, 50, 0);
    half.data[half.data.length - 1] = 255;
    expect(await pixelOf(tiffOf({ ...half, tags: { 338: [2] } }))).toEqual([0, 0, 0]);
  });

  it.each<[string, TiffPageParts]>([
    ['0', page(2, 200, 100, 50, 0)],
    ['1 of 255', page(2, 200, 100, 50, 1)],
    ['0 of 16 bits', deepPage(2, 51400, 25700, 12850, 0)],
  ])('that are alpha, %s everywhere, say nothing', async (_, own) => {
    expect(await pixelOf(tiffOf({ ...own, tags: { 338: [2] } }))).toEqual([200, 100, 50]);
  });

  it('that lie in planes of tiles are refused by name', async () => {
    const tags = { 284: [2], 322: [16], 323: [16] };
    await expect(decodeImage(tiffOf({ ...page(2, 200, 100, 50), tags }), 'a.tif')).rejects.toMatchObject({
      message: '“a.tif” is a TIFF in tiles with a plane for each colour. Save it without tiles.',
    });
  });
});

test('several planes of grey, as of a multispectral camera, are refused by what they are', async () => {
  const tags = { 284: [2], 338: [0] };
  await expect(decodeImage(tiffOf({ ...page(1, 120, 0), tags }), 'a.tif')).rejects.toMatchObject({
    code: 'UNREADABLE_IMAGE',
    message: '“a.tif” is a TIFF with 2 planes of grey. Save one of them, or an RGB picture.',
  });
});

describe('YCbCr in a TIFF', () => {
  it('becomes RGB', async () => {
    // Y = 0.299 R + 0.587 G + 0.114 B of (134, 120, 95), and the colour differences.
    const colour = await pixelOf(tiffOf({ ...page(6, 121, 113, 137), tags: { 530: [1, 1] } }));
    for (const [channel, value] of [134, 120, 95].entries()) {
      expect(Math.abs((colour[channel] ?? 0) - value)).toBeLessThan(2);
    }
  });

  it('with fewer samples of chroma is refused by name', async () => {
    const bytes = tiffOf({ ...page(6, 121, 113, 137), tags: { 530: [2, 2] } });
    await expect(decodeImage(bytes, 'a.tif')).rejects.toMatchObject({
      code: 'UNREADABLE_IMAGE',
      message: expect.stringMatching(/“a\.tif”.*YCbCr/),
    });
  });
});

test.each<[string, Record<number, number[]>, RegExp]>([
  ['compressed with Zstandard', { 259: [50000] }, /“a\.tif” is a TIFF compressed with Zstandard.*LZW/],
  ['of L*a*b* colours', { 262: [8] }, /“a\.tif” is a TIFF with colours in L\*a\*b\*.*RGB/],
  ['of a Bayer pattern', { 262: [32803] }, /“a\.tif” is a TIFF with raw values/],
  ['of 64 bits', { 258: [64] }, /“a\.tif” is a TIFF with 64 bits a sample/],
  ['of 12 packed bits', { 258: [12] }, /“a\.tif” is a TIFF with 12 bits a sample/],
])('a TIFF %s is refused by what it is', async (_, tags, message) => {
  await expect(decodeImage(tiffOf({ ...page(1, 9), tags }), 'a.tif')).rejects.toMatchObject({
    code: 'UNREADABLE_IMAGE',
    message: expect.stringMatching(message),
  });
});

test('of a TIFF the picture is read, not the smaller version before it', async () => {
  const small = { ...page(1, 9), width: 20, height: 18, data: new Uint8Array(20 * 18), tags: { 254: [1] } };
  expect(await pixelOf(tiffOf(small, page(1, 99)))).toEqual([99, 99, 99]);
  expect(await pixelOf(tiffOf(page(1, 99), small))).toEqual([99, 99, 99]);
  // If all pages call themselves smaller versions, the first one counts.
  expect(await pixelOf(tiffOf({ ...page(1, 42), tags: { 254: [1] } }))).toEqual([42, 42, 42]);
});

describe('values of 12 bits in samples of 16', () => {
  const bytes = tiffOf(deepPage(1, 2048));

  it('are read in proportion to the bits that they fill', async () => {
    expect(await pixelOf(bytes, 12)).toEqual([128, 128, 128]);
    expect(await pixelOf(bytes, 14)).toEqual([32, 32, 32]);
    expect(await pixelOf(bytes)).toEqual([8, 8, 8]);
    expect(await pixelOf(tiffOf(deepPage(1, 5000)), 12)).toEqual([255, 255, 255]);
  });

  it('tell their container by the largest value', async () => {
    expect(await largestSample(bytes, 'a.tif')).toBe(2048);
    expect(await largestSample(tiffOf(page(1, 200)), 'a.tif')).toBeNull();
    expect([200, 900, 1024, 4095, 4096, 16383, 16384].map(containerOf)).toEqual([8, 10, 12, 12, 14, 14, 16]);
  });

  it('are read by what a PNG states, whatever was learnt', async () => {
    const stated = deepPng(width, height, filled(new Uint16Array(width * height), 2048, 2049), 12);
    expect((await decodeImage(stated, 'a.png')).data[0]).toBe(128);
    expect((await decodeImage(stated, 'a.png', 14)).data[0]).toBe(128);
    expect(await largestSample(stated, 'a.png')).toBeNull();
  });

  it('are of the whole range where a PNG filled up the lower bits, also in a dark picture', async () => {
    const bright = deepPng(width, height, filled(new Uint16Array(width * height), 0x8008, 0xfff0), 12);
    expect((await decodeImage(bright, 'a.png')).data[0]).toBe(128);
    const dark = deepPng(width, height, filled(new Uint16Array(width * height), 0x0800, 0x0100), 12);
    expect((await decodeImage(dark, 'a.png')).data[0]).toBe(8);
  });
});
