import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  isRefused,
  readGroundTruth,
  readShownMask,
  resizedMask,
} from '../../../../src/main/images/ground-truth.ts';
import { blotAndLine, bmpOf, deepPicture, picture, type Shape } from '../../../support/mask-pictures.ts';

const shape = blotAndLine();

async function read(bytes: Uint8Array, size: { height: number; width: number } = shape): Promise<Shape> {
  const truth = await readGroundTruth(bytes, size);
  if (isRefused(truth)) throw new Error(`${truth.problem} ${truth.detail}`);
  return truth;
}

async function problemOf(bytes: Uint8Array, size: { height: number; width: number } = shape) {
  const truth = await readGroundTruth(bytes, size);
  return isRefused(truth) ? truth : null;
}

/** Returns the share of marks common to both masks among the marks of either. */
function overlap(one: Uint8Array, other: Uint8Array): number {
  const both = one.filter((value, pixel) => value === 1 && other[pixel] === 1).length;
  const either = one.filter((value, pixel) => value === 1 || other[pixel] === 1).length;
  return both / either;
}

const turned = { mask: new Uint8Array(shape.mask.length), height: shape.width, width: shape.height };
for (let row = 0; row < turned.height; row++) {
  for (let column = 0; column < turned.width; column++) {
    // Turned by 90° anticlockwise; orientation 6 turns it back.
    turned.mask[row * turned.width + column] =
      shape.mask[column * shape.width + (shape.width - 1 - row)] ?? 0;
  }
}

/** Draws the shape as an editor cuts it out: the mask is alpha, and transparent pixels keep the photograph's colours. */
function cutOut(): ReturnType<typeof sharp> {
  const data = Uint8Array.from({ length: shape.mask.length * 4 }, (_, at) =>
    at % 4 === 3 ? (shape.mask[at >> 2] ?? 0) * 255 : ((at >> 2) * 7919) % 251,
  );
  return sharp(data, { raw: { width: shape.width, height: shape.height, channels: 4 } });
}

describe('a mask is read whatever its form', () => {
  it.each<[string, () => Promise<Uint8Array>]>([
    [
      '0/255',
      () =>
        picture(shape, (on) => [on ? 255 : 0])
          .png()
          .toBuffer(),
    ],
    [
      '0/1',
      () =>
        picture(shape, (on) => [on ? 1 : 0])
          .png()
          .toBuffer(),
    ],
    [
      'grey 127',
      () =>
        picture(shape, (on) => [on ? 127 : 0])
          .png()
          .toBuffer(),
    ],
    [
      'grey 128',
      () =>
        picture(shape, (on) => [on ? 128 : 0])
          .png()
          .toBuffer(),
    ],
    [
      'a palette, dark red as class 1',
      () =>
        picture(shape, (on) => (on ? [128, 0, 0] : [0, 0, 0]))
          .png({ palette: true })
          .toBuffer(),
    ],
    [
      'red',
      () =>
        picture(shape, (on) => (on ? [255, 0, 0] : [0, 0, 0]))
          .png()
          .toBuffer(),
    ],
    [
      'green',
      () =>
        picture(shape, (on) => (on ? [0, 255, 0] : [0, 0, 0]))
          .png()
          .toBuffer(),
    ],
    [
      'blue',
      () =>
        picture(shape, (on) => (on ? [0, 0, 255] : [0, 0, 0]))
          .png()
          .toBuffer(),
    ],
    [
      'white, the shape in alpha',
      () =>
        picture(shape, (on) => [255, 255, 255, on ? 255 : 0])
          .png()
          .toBuffer(),
    ],
    [
      'black, the shape in alpha',
      () =>
        picture(shape, (on) => [0, 0, 0, on ? 255 : 0])
          .png()
          .toBuffer(),
    ],
    [
      'red over transparent white',
      () =>
        picture(shape, (on) => (on ? [255, 0, 0, 255] : [255, 255, 255, 0]))
          .png()
          .toBuffer(),
    ],
    [
      'black and opaque over transparent white',
      () =>
        picture(shape, (on) => (on ? [0, 0, 0, 255] : [255, 255, 255, 0]))
          .png({ palette: true })
          .toBuffer(),
    ],
    ['a defect cut out of its photograph', () => cutOut().png().toBuffer()],
    [
      'white and opaque on black',
      () =>
        picture(shape, (on) => (on ? [255, 255, 255, 255] : [0, 0, 0, 255]))
          .png()
          .toBuffer(),
    ],
    [
      'white, alpha left 0',
      () =>
        picture(shape, (on) => (on ? [255, 255, 255, 0] : [0, 0, 0, 0]))
          .png()
          .toBuffer(),
    ],
    ['16 bits, 0/1', () => deepPicture(shape, 1).png().toBuffer()],
    ['16 bits, 0/255', () => deepPicture(shape, 255).png().toBuffer()],
    ['16 bits, 0/65535', () => deepPicture(shape, 65535).png().toBuffer()],
    [
      '1 bit',
      () =>
        picture(shape, (on) => [on ? 255 : 0])
          .tiff({ bitdepth: 1 })
          .toBuffer(),
    ],
    [
      'TIFF',
      () =>
        picture(shape, (on) => [on ? 255 : 0])
          .tiff()
          .toBuffer(),
    ],
    [
      'GIF',
      () =>
        picture(shape, (on) => (on ? [255, 255, 255] : [0, 0, 0]))
          .gif()
          .toBuffer(),
    ],
    ['BMP', () => Promise.resolve(bmpOf(shape, 255))],
    ['BMP, 0/1', () => Promise.resolve(bmpOf(shape, 1))],
    [
      'turned by its EXIF orientation',
      () =>
        picture(turned, (on) => [on ? 255 : 0])
          .withMetadata({ orientation: 6 })
          .png()
          .toBuffer(),
    ],
  ])('%s', async (_, write) => {
    const truth = await read(await write());
    expect(truth).toMatchObject({ height: shape.height, width: shape.width });
    expect(Buffer.from(truth.mask).equals(shape.mask)).toBe(true);
  });

  it.each([95, 80, 50])('a JPEG or WebP of quality %i, in spite of its ringing', async (quality) => {
    const drawn = picture(shape, (on) => [on ? 255 : 0]);
    const webp = await drawn.clone().webp({ quality }).toBuffer();
    for (const bytes of [
      await drawn.clone().jpeg({ quality }).toBuffer(),
      webp,
      await sharp(webp).png().toBuffer(),
    ]) {
      expect(overlap((await read(bytes)).mask, shape.mask)).toBeGreaterThan(0.9);
    }
  });

  it('class numbers and grey levels of classes, all of them, also those that are thin', async () => {
    const classes = Uint8Array.from(shape.mask, (value, pixel) =>
      value === 0 ? 0 : pixel % 2 === 0 ? 1 : 7,
    );
    const numbers = sharp(classes, { raw: { width: 64, height: 48, channels: 1 } }).toColourspace('b-w');
    expect(Buffer.from((await read(await numbers.png().toBuffer())).mask).equals(shape.mask)).toBe(true);
    const levels = Uint8Array.from(shape.mask, (value, pixel) =>
      value === 0 ? 0 : pixel % 64 < 30 ? 255 : 60,
    );
    const greys = sharp(levels, { raw: { width: 64, height: 48, channels: 1 } }).toColourspace('b-w');
    expect(Buffer.from((await read(await greys.png().toBuffer())).mask).equals(shape.mask)).toBe(true);
  });

  it('scaled with soft edges, from half their brightness on', async () => {
    const whole = blotAndLine(192, 256);
    const soft = picture(whole, (on) => [on ? 255 : 0]).resize(128, 96, { kernel: 'linear' });
    const truth = await read(await soft.png().toBuffer(), { height: 96, width: 128 });
    const share = (mask: Uint8Array): number => mask.reduce((sum, value) => sum + value, 0) / mask.length;
    expect(share(truth.mask) / share(whole.mask)).toBeCloseTo(1, 1);
  });

  it('of half the picture’s size, at the picture’s; of twice, at its own', async () => {
    const size = { height: shape.height * 2, width: shape.width * 2 };
    const bytes = await picture(shape, (on) => [on ? 255 : 0])
      .png()
      .toBuffer();
    const truth = await read(bytes, size);
    expect(truth).toMatchObject(size);
    expect(Buffer.from(resizedMask(shape.mask, shape, size)).equals(truth.mask)).toBe(true);
    const fine = await read(bytes, { height: shape.height / 2, width: shape.width / 2 });
    expect(fine).toMatchObject({ height: shape.height, width: shape.width });
  });
});

describe('a mask that cannot be used is told by what is wrong', () => {
  it('transposed or of another aspect, with both sizes', async () => {
    const bytes = await picture(turned, (on) => [on ? 255 : 0])
      .png()
      .toBuffer();
    expect(await problemOf(bytes)).toEqual({ problem: 'shape', detail: '48 × 64 ≠ 64 × 48' });
  });

  it('nothing marked', async () => {
    expect(
      await problemOf(
        await picture(shape, () => [0])
          .png()
          .toBuffer(),
      ),
    ).toMatchObject({ problem: 'empty' });
    expect(
      await problemOf(
        await picture(shape, () => [3])
          .jpeg()
          .toBuffer(),
      ),
    ).toMatchObject({ problem: 'empty' });
  });

  it('inverted, and everything marked', async () => {
    const inverted = await picture(shape, (on) => [on ? 0 : 255])
      .png()
      .toBuffer();
    expect(await problemOf(inverted)).toMatchObject({ problem: 'inverted' });
    expect(
      await problemOf(
        await picture(shape, () => [1])
          .png()
          .toBuffer(),
      ),
    ).toMatchObject({ problem: 'inverted' });
    expect(isRefused(await readGroundTruth(inverted, shape, true))).toBe(false);
    const corner = Uint8Array.from(shape.mask, (_, pixel) => (pixel % 64 < 30 && pixel < 64 * 24 ? 0 : 255));
    const atBorder = sharp(corner, { raw: { width: 64, height: 48, channels: 1 } }).toColourspace('b-w');
    expect(await problemOf(await atBorder.png().toBuffer())).toMatchObject({ problem: 'inverted' });
  });

  it('not a picture', async () => {
    expect(await problemOf(Buffer.from('no picture'))).toMatchObject({ problem: 'unreadable' });
    await expect(readShownMask(Buffer.from('no picture'), 8, 8, 'a_mask.png')).rejects.toMatchObject({
      code: 'UNREADABLE_IMAGE',
      message: expect.stringContaining('a_mask.png'),
    });
  });
});
