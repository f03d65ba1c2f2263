import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Frame } from '../../../../src/shared/domain/frame.ts';
import { decodeImage } from '../../../../src/main/images/decode-image.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { encodePngQuickly } from '../../../../src/main/images/quick-png.ts';
import { generatePart } from '../../../../src/main/sample/generate-part.ts';

const noise = (values: number): Uint8Array =>
  Uint8Array.from({ length: values }, (_, at) => (at * at * 7919) % 251);

function grey(width: number, height: number): Frame {
  const values = noise(width * height);
  return {
    width,
    height,
    data: Uint8Array.from({ length: values.length * 3 }, (_, at) => values[Math.floor(at / 3)] ?? 0),
  };
}

test.each<[string, Frame]>([
  ['a part', generatePart(1).frame],
  ['noise of an odd width', { width: 37, height: 33, data: noise(37 * 33 * 3) }],
  ['a grey picture', grey(41, 34)],
  ['a black one', { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3) }],
])('%s comes back bit for bit', async (_name, frame) => {
  const { width, height, data } = await decodeImage(await encodePngQuickly(frame), 'picture.png');
  expect({ width, height }).toEqual({ width: frame.width, height: frame.height });
  expect(Buffer.compare(data, frame.data)).toBe(0);
});

test('the picture of a grey camera has one channel', async () => {
  const { channels, space } = await sharp(await encodePngQuickly(grey(41, 34))).metadata();
  expect({ channels, space }).toEqual({ channels: 1, space: 'b-w' });
});

test('a picture is about as small as with a search for all matches', async () => {
  const { frame } = generatePart(1);
  const bytes = (await encodePngQuickly(frame)).length;
  expect(bytes).toBeLessThan((await encodePng(frame)).length * 1.1);
});

test('a picture of another size than it says is refused', async () => {
  await expect(encodePngQuickly({ width: 3, height: 2, data: new Uint8Array(17) })).rejects.toThrow(
    RangeError,
  );
});
