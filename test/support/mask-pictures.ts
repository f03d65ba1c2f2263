import sharp from 'sharp';

/** A mask `[height, width]` of a defect: 1 where the defect is. */
export interface Shape {
  readonly mask: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/** Draws a blot and a slanted line, away from the border. */
export function blotAndLine(height = 48, width = 64): Shape {
  const mask = new Uint8Array(height * width);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const inBlot = Math.hypot(row - height * 0.4, column - width * 0.3) < height / 6;
      const onLine =
        row > height * 0.2 && row < height * 0.8 && Math.abs(column - width * 0.6 - row / 4) < 1.5;
      if (inBlot || onLine) mask[row * width + column] = 1;
    }
  }
  return { mask, height, width };
}

/** Draws a shape; `pixel` gives the bytes of marked and unmarked pixels. */
export function picture(
  { mask, height, width }: Shape,
  pixel: (marked: boolean) => readonly number[],
): ReturnType<typeof sharp> {
  const channels = pixel(false).length;
  const data = Uint8Array.from([...mask].flatMap((value) => pixel(value === 1)));
  if (channels !== 1 && channels !== 3 && channels !== 4) throw new RangeError(`${channels} channels`);
  const drawn = sharp(data, { raw: { width, height, channels } });
  return channels === 1 ? drawn.toColourspace('b-w') : drawn;
}

/** Draws a shape as a grey picture of 16 bits. */
export function deepPicture({ mask, height, width }: Shape, marked: number): ReturnType<typeof sharp> {
  const data = Uint16Array.from(mask, (value) => value * marked);
  return sharp(data, { raw: { width, height, channels: 1 } }).toColourspace('grey16');
}

/** Writes a shape as a BMP of 24 bits, rows from the bottom up. */
export function bmpOf({ mask, height, width }: Shape, marked: number): Uint8Array {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (const [pixel, value] of mask.entries()) {
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    bytes.fill(
      value * marked,
      54 + (height - 1 - row) * stride + column * 3,
      57 + (height - 1 - row) * stride + column * 3,
    );
  }
  return bytes;
}
