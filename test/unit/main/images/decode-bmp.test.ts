import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../src/main/images/decode-image.ts';
import { decodeBmp } from '../../../../src/main/images/decode-bmp.ts';

/** 5 × 3 different pixels. */
const picture = [
  [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
    [0, 0, 0],
  ],
  [
    [10, 20, 30],
    [40, 50, 60],
    [70, 80, 90],
    [100, 110, 120],
    [130, 140, 150],
  ],
  [
    [200, 100, 50],
    [1, 2, 3],
    [255, 128, 64],
    [9, 8, 7],
    [77, 88, 99],
  ],
];
const pixels = picture.flat(2);

interface Parts {
  readonly width?: number;
  /** Height; negative for rows from top to bottom. */
  readonly height?: number;
  readonly bitsPerPixel: number;
  readonly compression?: number;
  readonly colours?: number;
  /** Masks or palette after the 40-byte header. */
  readonly table?: readonly number[];
  readonly rows: readonly (readonly number[])[];
}

/** Assembles a BMP with the 40-byte header. @param rows as the file stores them */
function bmp({
  width = 5,
  height = 3,
  bitsPerPixel,
  compression = 0,
  colours = 0,
  table = [],
  rows,
}: Parts): Uint8Array {
  const body = rows.flatMap((row) => [...row, ...new Array<number>((4 - (row.length % 4)) % 4).fill(0)]);
  const offset = 54 + table.length;
  const file = Buffer.alloc(offset + body.length);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(offset, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bitsPerPixel, 28);
  file.writeUInt32LE(compression, 30);
  file.writeUInt32LE(colours, 46);
  file.set(table, 54);
  file.set(body, offset);
  return file;
}

const words = (values: readonly number[], bytes: 2 | 4): number[] =>
  values.flatMap((value) => Array.from({ length: bytes }, (_, byte) => (value >>> (8 * byte)) & 255));

describe('decoding BMP', () => {
  it('reads 24-bit and bilevel files that another program (Pillow) has written', () => {
    const colour = Buffer.from(
      'Qk1mAAAAAAAAADYAAAAoAAAABQAAAAMAAAABABgAAAAAADAAAADEDgAAxA4AAAAAAAAAAAAAMmTIAwIBQID/BwgJY1hNAB4UCjwyKFpQRnhu' +
        'ZJaMggAAAP8A/wD/AAD///8AAAAA',
      'base64',
    );
    expect(decodeBmp(colour, 'part.bmp')).toEqual({ width: 5, height: 3, data: Uint8Array.from(pixels) });
    const bilevel = Buffer.from(
      'Qk1KAAAAAAAAAD4AAAAoAAAABQAAAAMAAAABAAEAAAAAAAwAAADEDgAAxA4AAAIAAAACAAAAAAAAAP///wCgAAAAEAAAAFAAAAA=',
      'base64',
    );
    const bits = [0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0];
    expect([...decodeBmp(bilevel, 'part.bmp').data]).toEqual(
      bits.flatMap((bit) => [bit * 255, bit * 255, bit * 255]),
    );
  });

  it('reads rows from top to bottom', () => {
    const rows = picture.map((row) => row.flatMap(([r = 0, g = 0, b = 0]) => [b, g, r]));
    expect([...decodeBmp(bmp({ height: -3, bitsPerPixel: 24, rows }), 'part.bmp').data]).toEqual(pixels);
  });

  it('reads 32-bit pixels under the plain header, whatever their fourth byte', () => {
    const rows = picture.map((row) => row.flatMap(([r = 0, g = 0, b = 0]) => [b, g, r, 0])).reverse();
    expect([...decodeBmp(bmp({ bitsPerPixel: 32, rows }), 'part.bmp').data]).toEqual(pixels);
  });

  it('reads 8- and 4-bit palettes, with fewer colours than they could have', () => {
    const table = [0, 0, 255, 0, 10, 20, 30, 0, 1, 2, 3, 0];
    const expected = [
      [0, 1, 2],
      [2, 1, 0],
    ]
      .flat()
      .flatMap(
        (index) =>
          [
            [255, 0, 0],
            [30, 20, 10],
            [3, 2, 1],
          ][index] ?? [],
      );
    const eight = bmp({
      width: 3,
      height: 2,
      bitsPerPixel: 8,
      colours: 3,
      table,
      rows: [
        [2, 1, 0],
        [0, 1, 2],
      ],
    });
    expect([...decodeBmp(eight, 'part.bmp').data]).toEqual(expected);
    const four = bmp({
      width: 3,
      height: 2,
      bitsPerPixel: 4,
      colours: 3,
      table,
      rows: [
        [0x21, 0x00],
        [0x01, 0x20],
      ],
    });
    expect([...decodeBmp(four, 'part.bmp').data]).toEqual(expected);
  });

  it('reads 16-bit pixels, 5-5-5 and 5-6-5', () => {
    const plain = bmp({ width: 2, height: 1, bitsPerPixel: 16, rows: [words([0x7c00 | 0x001f, 0x03e0], 2)] });
    expect([...decodeBmp(plain, 'part.bmp').data]).toEqual([255, 0, 255, 0, 255, 0]);
    const table = words([0xf800, 0x07e0, 0x001f], 4);
    const masked = bmp({
      width: 2,
      height: 1,
      bitsPerPixel: 16,
      compression: 3,
      table,
      rows: [words([0xf81f, 0x07e0], 2)],
    });
    expect([...decodeBmp(masked, 'part.bmp').data]).toEqual([255, 0, 255, 0, 255, 0]);
  });

  it('reads 32-bit pixels with masks of their own', () => {
    const table = words([0x000000ff, 0x0000ff00, 0xff000000], 4);
    const masked = bmp({
      width: 1,
      height: 1,
      bitsPerPixel: 32,
      compression: 3,
      table,
      rows: [[11, 22, 0, 33]],
    });
    expect([...decodeBmp(masked, 'part.bmp').data]).toEqual([11, 22, 33]);
  });

  const side = 40;
  const rows = Array.from({ length: side }, () => new Array<number>(side * 3).fill(120));

  it('decodes as any other picture', async () => {
    const whole = bmp({ width: side, height: side, bitsPerPixel: 24, rows });
    expect(await decodeImage(whole, 'part.jpg')).toMatchObject({ width: side, height: side });
  });

  it('names a file that is cut short, in the header or in the pixels', async () => {
    const whole = bmp({ width: side, height: side, bitsPerPixel: 24, rows });
    for (const length of [2, 20, 53, 54, whole.length - 8]) {
      await expect(decodeImage(whole.subarray(0, length), 'part.bmp')).rejects.toMatchObject({
        code: 'UNREADABLE_IMAGE',
        message: '“part.bmp” is damaged or cut short. Copy or record it again.',
      });
    }
  });

  it('names compression that is not read and says what to do', async () => {
    const packed = bmp({ width: side, height: side, bitsPerPixel: 8, compression: 1, rows: [] });
    await expect(decodeImage(packed, 'part.bmp')).rejects.toMatchObject({
      code: 'UNREADABLE_IMAGE',
      message:
        '“part.bmp” is a BMP of a kind that is not read (compression 1). Save it uncompressed with 24 bits, or as PNG.',
    });
  });

  it('refuses sizes that are absurd before it takes memory for them', async () => {
    const wide = bmp({ width: 2_000_000_000, height: 2_000_000_000, bitsPerPixel: 24, rows: [] });
    await expect(decodeImage(wide, 'part.bmp')).rejects.toMatchObject({ code: 'UNREADABLE_IMAGE' });
    const negative = bmp({ width: -40, height: 40, bitsPerPixel: 24, rows: [] });
    await expect(decodeImage(negative, 'part.bmp')).rejects.toMatchObject({ code: 'UNREADABLE_IMAGE' });
  });
});
