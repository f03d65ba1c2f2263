import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../src/main/images/decode-image.ts';
import { encodeJpeg, encodeMaskPng, encodePng, thumbnail } from '../../../../src/main/images/encode-image.ts';
import { largestDifference, testFrame } from '../../../support/pictures.ts';

describe('encoding pictures', () => {
  it('writes PNG without loss', async () => {
    expect(await decodeImage(await encodePng(testFrame()), 'a')).toEqual(testFrame());
  });

  it('writes JPEG, better and larger with more quality', async () => {
    const frame = testFrame(160, 120);
    const [low, high] = [await encodeJpeg(frame, 30), await encodeJpeg(frame, 95)];
    expect(high.length).toBeGreaterThan(low.length);
    const loss = async (bytes: Uint8Array) => largestDifference(frame, await decodeImage(bytes, 'a'));
    expect(await loss(high)).toBeLessThan(await loss(low));
  });

  it('makes thumbnails whose longest side fits, in the picture’s proportions', async () => {
    const wide = await sharp(await thumbnail(testFrame(640, 480), 256)).metadata();
    expect([wide.format, wide.width, wide.height]).toEqual(['jpeg', 256, 192]);
    const tall = await sharp(await thumbnail(testFrame(100, 400), 200)).metadata();
    expect([tall.width, tall.height]).toEqual([50, 200]);
  });

  it('does not enlarge a small picture', async () => {
    const small = await sharp(await thumbnail(testFrame(64, 48))).metadata();
    expect([small.width, small.height]).toEqual([64, 48]);
  });

  it('writes masks as grey PNG with their own values', async () => {
    const mask = Uint8Array.from({ length: 12 }, (_, at) => (at % 3 === 0 ? 255 : 0));
    const png = await encodeMaskPng(mask, 3, 4);
    const { width, height, channels } = await sharp(png).metadata();
    expect([width, height, channels]).toEqual([4, 3, 1]);
    const data = await sharp(png).toColourspace('b-w').raw().toBuffer();
    expect(new Uint8Array(data)).toEqual(mask);
  });
});
