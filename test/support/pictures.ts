import sharp from 'sharp';
import type { Frame } from '../../src/shared/domain/frame.ts';

/** Draws a picture in which every pixel differs from its neighbours; each call gives the same picture. */
export function testFrame(width = 64, height = 48): Frame {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      data.set(
        [(column * 5 + row * 3) % 256, (row * 7) % 256, (255 - column * 3) & 255],
        (row * width + column) * 3,
      );
    }
  }
  return { width, height, data };
}

/** Returns the frame as a sharp pipeline that can write any format. */
export function pictureOf({ width, height, data }: Frame) {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Returns the largest difference between two frames in any channel. */
export function largestDifference(a: Frame, b: Frame): number {
  if (a.width !== b.width || a.height !== b.height) throw new RangeError('The frames differ in size');
  return a.data.reduce((largest, value, at) => Math.max(largest, Math.abs(value - (b.data[at] ?? 0))), 0);
}

/** Writes the frame as an uncompressed BMP with 24 bits a pixel, last row first. */
export function bmpOf({ width, height, data }: Frame): Uint8Array {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [red = 0, green = 0, blue = 0] = data.subarray((row * width + column) * 3);
      file.set([blue, green, red], 54 + stride * (height - 1 - row) + column * 3);
    }
  }
  return file;
}
