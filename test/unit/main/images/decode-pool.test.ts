import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodeHere, decodeImage } from '../../../../src/main/images/decode-image.ts';
import { decodeBeside } from '../../../../src/main/images/decode-pool.ts';
import { leaveRoomForLine } from '../../../../src/main/images/decode-turns.ts';
import { program } from '../../../../src/main/host/program-folder.ts';
import { wholeSample } from '../../../../src/main/images/sample-bits.ts';

const [width, height] = [1204, 1000];

/** Makes a grey BMP of 8 bits a pixel, as line cameras write it. */
function greyBmp(seed: number): Uint8Array {
  const pixels = 54 + 1024;
  const file = Buffer.alloc(pixels + width * height);
  file.write('BM', 'latin1');
  for (const [at, value] of [
    [10, pixels],
    [14, 40],
    [18, width],
    [22, height],
  ] as const) {
    file.writeUInt32LE(value, at);
  }
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(8, 28);
  for (let colour = 0; colour < 256; colour++) file.writeUInt32LE(colour * 0x01_01_01, 54 + colour * 4);
  for (let at = 0; at < width * height; at++) file[pixels + at] = (at * 7 + seed) % 251;
  return file;
}

test('large pictures are decoded beside as they are in the thread that asks, several at once', async () => {
  const pictures = [0, 1, 2, 3, 4].map(greyBmp);
  const frames = await Promise.all(pictures.map((bytes, index) => decodeImage(bytes, `${index}.bmp`)));
  for (const [index, bytes] of pictures.entries()) {
    const expected = await decodeHere(bytes, 'part.bmp', wholeSample);
    const { data, ...size } = frames[index] ?? expected;
    expect(size).toEqual({ width, height });
    expect(Buffer.compare(data, expected.data)).toBe(0);
  }
});

test('a deep picture is read in the range that it is said to fill', async () => {
  const samples = Uint16Array.from({ length: width * height }, (_, at) => (at * 13) % 4096);
  const png = await sharp(samples, { raw: { width, height, channels: 1 } })
    .toColourspace('grey16')
    .png({ compressionLevel: 1 })
    .toBuffer();
  const [beside, here] = [await decodeImage(png, 'part.png', 12), await decodeHere(png, 'part.png', 12)];
  expect(Buffer.compare(beside.data, here.data)).toBe(0);
});

test('a picture that is cut short is named, and the next one is read', async () => {
  const whole = greyBmp(0);
  const cut = whole.subarray(0, whole.length - width * 2);
  await expect(decodeBeside({ bytes: cut, name: 'cut.bmp', bits: wholeSample })).rejects.toMatchObject({
    code: 'UNREADABLE_IMAGE',
    message: '“cut.bmp” is damaged or cut short. Copy or record it again.',
  });
  expect(await decodeBeside({ bytes: whole, name: 'whole.bmp', bits: wholeSample })).toMatchObject({ width });
});

test('a program that has decoded large pictures ends', async () => {
  const pool = join(program().folder, 'src', 'main', 'images', 'decode-image.ts');
  const code = `
    const { decodeImage } = await import(${JSON.stringify(pool)});
    const file = Buffer.alloc(54 + 4000 * 1000);
    file.write('BM', 'latin1');
    for (const [at, value] of [[10, 54], [14, 40], [18, 1000], [22, 1001]]) file.writeUInt32LE(value, at);
    file.writeUInt16LE(32, 28);
    const bytes = Buffer.concat([file, Buffer.alloc(4000)]);
    console.log((await decodeImage(bytes, 'part.bmp')).height);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  expect(stdout.trim()).toBe('1001');
});

test('a part of the line is decoded while pictures that people asked for wait', async () => {
  const ended: string[] = [];
  const order = (kind: string) => async (index: number) => {
    const picture = { bytes: greyBmp(index), name: `${index}.bmp`, bits: wholeSample };
    await decodeBeside(picture, kind === 'part');
    ended.push(kind);
  };
  const shown = Array.from({ length: 20 }, (_, index) => order('shown')(index));
  await Promise.all([...shown, order('part')(20)]);
  expect(ended.indexOf('part')).toBeLessThan(10);
});

test('pictures beyond those that may wait are refused by name', async () => {
  leaveRoomForLine();
  const small = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'grey' } })
    .png()
    .toBuffer();
  const all = await Promise.allSettled(Array.from({ length: 510 }, () => decodeImage(small, 'shown.png')));
  const refused = all.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(8);
  expect(refused[0]).toMatchObject({ reason: { code: 'CONFLICT' } });
});
