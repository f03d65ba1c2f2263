import { open } from 'node:fs/promises';
import sharp from 'sharp';

export interface ClipOptions {
  readonly width: number;
  readonly height: number;
  /** Time that each picture stays, seconds. */
  readonly hold: number;
  /** Pictures a second. */
  readonly rate: number;
}

/**
 * Writes pictures one after the other as a clip that Chromium repeats for its fake camera: Y4M, uncompressed frames. Width and
 * height are even.
 */
export async function writeClip(
  path: string,
  pictures: readonly string[],
  { width, height, hold, rate }: ClipOptions,
): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.write(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`);
    for (const picture of pictures) {
      const { data } = await sharp(picture)
        .resize(width, height, { fit: 'fill' })
        .removeAlpha()
        .toColourspace('srgb')
        .raw()
        .toBuffer({ resolveWithObject: true });
      const frame = Buffer.concat([Buffer.from('FRAME\n'), planes(data, width, height)]);
      for (let repeat = 0; repeat < Math.round(hold * rate); repeat++) await file.write(frame);
    }
  } finally {
    await file.close();
  }
}

/** Converts RGB `[H, W, 3]` to the planes Y, Cb and Cr in video range (BT.601), colour at half the size, as cameras send them. */
function planes(rgb: Uint8Array, width: number, height: number): Buffer {
  const size = width * height;
  const result = Buffer.alloc(size * 1.5);
  const at = (index: number): [number, number, number] => [
    rgb[index * 3] ?? 0,
    rgb[index * 3 + 1] ?? 0,
    rgb[index * 3 + 2] ?? 0,
  ];
  for (let index = 0; index < size; index++) {
    const [r, g, b] = at(index);
    result[index] = Math.round(16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255);
  }
  for (let y = 0; y < height / 2; y++) {
    for (let x = 0; x < width / 2; x++) {
      const corner = 2 * y * width + 2 * x;
      const four = [corner, corner + 1, corner + width, corner + width + 1].map(at);
      const [r, g, b] = [0, 1, 2].map((c) => four.reduce((sum, rgb) => sum + (rgb[c] ?? 0), 0) / 4);
      const place = y * (width / 2) + x;
      result[size + place] = chroma(-37.797, -74.203, 112, r, g, b);
      result[size * 1.25 + place] = chroma(112, -93.786, -18.214, r, g, b);
    }
  }
  return result;
}

function chroma(kr: number, kg: number, kb: number, r = 0, g = 0, b = 0): number {
  return Math.round(128 + (kr * r + kg * g + kb * b) / 255);
}
