import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../src/main/images/decode-image.ts';
import { largestDifference, pictureOf, testFrame } from '../../../support/pictures.ts';

const frame = testFrame();
const { width, height } = frame;

/** A ramp over all 16-bit values, and the same ramp in 8 bits. */
const ramp16 = Uint16Array.from({ length: width * height }, (_, pixel) =>
  Math.round((pixel * 65_535) / (width * height - 1)),
);

function rawOf(data: Uint8Array | Uint16Array, channels: 1 | 2 | 3 | 4) {
  return sharp(data, { raw: { width, height, channels } });
}

describe('decoding pictures', () => {
  it.each(['png', 'tiff'] as const)('reads an 8-bit RGB %s without a change', async (format) => {
    const bytes = await pictureOf(frame).toFormat(format, { compression: 'lzw' }).toBuffer();
    expect(await decodeImage(bytes, 'part')).toEqual(frame);
  });

  it('reads a JPEG up to its own loss', async () => {
    const bytes = await pictureOf(frame).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
    expect(largestDifference(await decodeImage(bytes, 'part.jpg'), frame)).toBeLessThanOrEqual(4);
  });

  it('goes by the content, not by the ending of the name', async () => {
    const bytes = await pictureOf(frame).png().toBuffer();
    expect(await decodeImage(bytes, 'part.jpg')).toEqual(frame);
  });

  it.each(['png', 'tiff'] as const)('brings 16-bit grey %s to 8 bits in proportion', async (format) => {
    const bytes = await rawOf(ramp16, 1)
      .toColourspace('grey16')
      .toFormat(format, { compression: 'none' })
      .toBuffer();
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    const decoded = await decodeImage(bytes, 'part');
    for (const [pixel, value] of ramp16.entries()) {
      expect(Math.abs((decoded.data[pixel * 3] ?? -9) - value / 257)).toBeLessThanOrEqual(1);
      expect(decoded.data[pixel * 3 + 1]).toBe(decoded.data[pixel * 3]);
      expect(decoded.data[pixel * 3 + 2]).toBe(decoded.data[pixel * 3]);
    }
  });

  it.each(['png', 'tiff'] as const)('brings 16-bit RGB %s to 8 bits in proportion', async (format) => {
    const wide = Uint16Array.from(frame.data, (value) => value * 257);
    const bytes = await rawOf(wide, 3)
      .toColourspace('rgb16')
      .toFormat(format, { compression: 'none' })
      .toBuffer();
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    expect(largestDifference(await decodeImage(bytes, 'part'), frame)).toBeLessThanOrEqual(1);
  });

  it('lays what is transparent on black', async () => {
    const rgba = new Uint8Array(width * height * 4);
    for (let pixel = 0; pixel < width * height; pixel++) {
      rgba.set([200, 100, 50, pixel % 2 === 0 ? 255 : 0], pixel * 4);
    }
    const decoded = await decodeImage(await rawOf(rgba, 4).png().toBuffer(), 'part.png');
    expect([...decoded.data.subarray(0, 6)]).toEqual([200, 100, 50, 0, 0, 0]);
  });

  it('reads 16-bit RGBA', async () => {
    const rgba = Uint16Array.from(
      { length: width * height * 4 },
      (_, at) => [51_400, 25_700, 12_850, 65_535][at % 4] ?? 0,
    );
    const bytes = await rawOf(rgba, 4).toColourspace('rgb16').png().toBuffer();
    const decoded = await decodeImage(bytes, 'part.png');
    expect([...decoded.data.subarray(0, 3)]).toEqual([200, 100, 50]);
  });

  it('reads grey, grey with alpha, palette and bilevel pictures as RGB', async () => {
    const grey = Uint8Array.from({ length: width * height }, (_, pixel) => pixel % 256);
    const decoded = await decodeImage(await rawOf(grey, 1).toColourspace('b-w').png().toBuffer(), 'grey.png');
    expect([...decoded.data.subarray(300, 306)]).toEqual([100, 100, 100, 101, 101, 101]);

    const veiled = Uint8Array.from({ length: width * height * 2 }, (_, at) => (at % 2 === 0 ? 80 : 255));
    const opaque = await decodeImage(
      await rawOf(veiled, 2).toColourspace('b-w').png().toBuffer(),
      'veiled.png',
    );
    expect([...opaque.data.subarray(0, 3)]).toEqual([80, 80, 80]);

    const flat = new Uint8Array(width * height * 3).map((_, at) => (at < 3000 ? 250 : 10));
    const palette = await rawOf(flat, 3).png({ palette: true, colours: 2 }).toBuffer();
    expect([...(await decodeImage(palette, 'palette.png')).data]).toEqual([...flat]);
    const bilevel = await rawOf(
      flat.map((value) => (value > 99 ? 255 : 0)),
      3,
    )
      .toColourspace('b-w')
      .tiff({ bitdepth: 1, compression: 'ccittfax4' })
      .toBuffer();
    expect(new Set((await decodeImage(bilevel, 'bilevel.tif')).data)).toEqual(new Set([0, 255]));
  });

  it('reads CMYK as RGB', async () => {
    const red = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#c03020' } })
      .toColourspace('cmyk')
      .jpeg({ quality: 100 })
      .toBuffer();
    expect((await sharp(red).metadata()).space).toBe('cmyk');
    const [r = 0, g = 0, b = 0] = (await decodeImage(red, 'print.jpg')).data;
    expect(r).toBeGreaterThan(150);
    expect(Math.max(g, b)).toBeLessThan(100);
  });

  it('applies the EXIF orientation', async () => {
    const bytes = await pictureOf(frame).withMetadata({ orientation: 6 }).png().toBuffer();
    const decoded = await decodeImage(bytes, 'phone.png');
    expect([decoded.width, decoded.height]).toEqual([height, width]);
    // A clockwise turn brings the lower left corner to the upper left.
    const corner = (height - 1) * width * 3;
    expect([...decoded.data.subarray(0, 3)]).toEqual([...frame.data.subarray(corner, corner + 3)]);
  });
});

describe('pictures that cannot be read', () => {
  const refused = { name: 'StationError', code: 'UNREADABLE_IMAGE' };

  it('names a JPEG whose library would make up what is missing or damaged', async () => {
    const bytes = await pictureOf(testFrame(320, 240)).jpeg({ quality: 95 }).toBuffer();
    const ended = Buffer.from([0xff, 0xd9]);
    const zeroed = Buffer.from(bytes).fill(0, bytes.length >> 1, (bytes.length >> 1) + 1000);
    const marked = Buffer.from(bytes);
    // An end marker in the middle makes everything behind it grey.
    ended.copy(marked, bytes.length >> 1);
    const cuts = [0.9, 0.5, 0.1].map((share) =>
      Buffer.concat([bytes.subarray(0, Math.floor(bytes.length * share)), ended]),
    );
    for (const [at, broken] of [...cuts, zeroed, marked].entries()) {
      await expect(decodeImage(broken, 'part.jpg'), `case ${at}`).rejects.toMatchObject({
        ...refused,
        message: '“part.jpg” is damaged or cut short. Copy or record it again.',
      });
    }
    // This header declares a much larger picture than the data holds.
    const declared = Buffer.from(bytes);
    const frameHeader = declared.indexOf(Buffer.from([0xff, 0xc0]));
    declared.writeUInt16BE(9990, frameHeader + 5);
    declared.writeUInt16BE(9990, frameHeader + 7);
    await expect(decodeImage(declared.subarray(0, 700), 'part.jpg')).rejects.toMatchObject(refused);
  });

  it.each([
    ['PNG', 'png', {}],
    ['JPEG', 'jpeg', {}],
    ['TIFF', 'tiff', { compression: 'lzw' }],
    ['TIFF in tiles', 'tiff', { compression: 'none', tile: true, tileWidth: 32, tileHeight: 32 }],
    ['TIFF in packed tiles', 'tiff', { compression: 'deflate', tile: true, tileWidth: 32, tileHeight: 32 }],
  ] as const)('names a %s that is cut short, wherever the cut is', async (_, format, options) => {
    const large = testFrame(200, 160);
    const bytes = await pictureOf(large).toFormat(format, options).toBuffer();
    for (const share of [0.02, 0.1, 0.5, 0.9, 0.98]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      await expect(decodeImage(cut, 'half.img'), `cut at ${share}`).rejects.toMatchObject({
        ...refused,
        message: '“half.img” is damaged or cut short. Copy or record it again.',
      });
    }
  });

  it('names a PNG with a changed byte', async () => {
    const bytes = await pictureOf(testFrame(200, 160)).png().toBuffer();
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
    await expect(decodeImage(bytes, 'part.png')).rejects.toMatchObject(refused);
  });

  it('names a text file that is called .jpg', async () => {
    await expect(decodeImage(Buffer.from('a list of parts\n'), 'list.jpg')).rejects.toMatchObject({
      ...refused,
      message: '“list.jpg” is not a picture. Save it as PNG, JPEG, TIFF or BMP.',
    });
  });

  it('says what a picture of another format is', async () => {
    const webp = await pictureOf(frame).webp().toBuffer();
    await expect(decodeImage(webp, 'part.png')).rejects.toMatchObject({
      message: '“part.png” is a WebP file. Save it as PNG, JPEG, TIFF or BMP.',
    });
    const gif = await pictureOf(frame).gif().toBuffer();
    await expect(decodeImage(gif, 'part.gif')).rejects.toMatchObject(refused);
  });

  it('says what a JPEG is that is not read, and does not call it damaged', async () => {
    const bytes = await pictureOf(frame).jpeg().toBuffer();
    const header = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    const deep = Buffer.from(bytes);
    deep.writeUInt8(12, header + 4);
    await expect(decodeImage(deep, 'part.jpg')).rejects.toMatchObject({
      ...refused,
      message: '“part.jpg” is a JPEG with 12 bits a sample. Save it with 8 bits, or as PNG or TIFF.',
    });
    const lossless = Buffer.from(bytes);
    lossless.writeUInt8(0xf7, header + 1);
    await expect(decodeImage(lossless, 'part.jpg')).rejects.toMatchObject({
      message: '“part.jpg” is a JPEG-LS file. Save it as PNG.',
    });
  });

  it('names an empty file', async () => {
    await expect(decodeImage(new Uint8Array(0), 'nothing.png')).rejects.toMatchObject({
      ...refused,
      message: '“nothing.png” is empty. Copy or record it again.',
    });
  });

  it('names a picture that is too small', async () => {
    const dot = await pictureOf(testFrame(1, 1)).png().toBuffer();
    await expect(decodeImage(dot, 'dot.png')).rejects.toMatchObject({
      ...refused,
      message: '“dot.png” is too small: 1 × 1 pixels. A picture needs at least 32 × 32.',
    });
  });

  it('names a picture that is too large before it takes memory for it', async () => {
    // A real PNG whose header (IHDR) states another size, with a matching checksum.
    const huge = await pictureOf(frame).png().toBuffer();
    huge.writeUInt32BE(16_000, 16);
    huge.writeUInt32BE(6_400, 20);
    huge.writeUInt32BE(crc32(huge.subarray(12, 29)), 29);
    await expect(decodeImage(huge, 'wall.png')).rejects.toMatchObject({
      ...refused,
      message: '“wall.png” is too large: 16000 × 6400 pixels. Scale it below 100 megapixels.',
    });
  });

  it('names pixels of a type that is not read', async () => {
    const raw = { width, height, channels: 1 } as const;
    const bytes = await sharp(new Float32Array(width * height), { raw })
      .toColourspace('scrgb')
      .tiff({ compression: 'none' })
      .toBuffer();
    await expect(decodeImage(bytes, 'depth.tif')).rejects.toMatchObject({
      ...refused,
      message:
        '“depth.tif” has pixels of a type that is not read (float). Save it with 8 or 16 bits a channel.',
    });
  });
});
