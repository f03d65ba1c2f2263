import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { decodeBmp } from './decode-bmp.ts';
import { maximumPixels } from './decode-image.ts';
import { formatOf } from './image-format.ts';
import type { MaskLevels } from './mask-rule.ts';

/** Interleaved samples of a picture, as they are stored. */
interface Samples {
  readonly data: Uint8Array | Uint16Array;
  readonly height: number;
  readonly width: number;
  /** 3, or 4 with alpha. */
  readonly channels: number;
  readonly lossy: boolean;
}

/**
 * How far each pixel of a mask is from black: its brightest channel, 0 where it is transparent. Where all pixels have one
 * colour, the shape lies in the transparency. The EXIF orientation is applied as to pictures; colour profiles are not.
 *
 * @param source the file's path or its content
 * @throws whatever the decoder says of a file that is no picture
 */
export async function readMaskLevels(source: string | Uint8Array): Promise<MaskLevels> {
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const { data, height, width, channels, lossy } = await samplesOf(bytes);
  const pixels = height * width;
  const colour = new Uint16Array(pixels);
  const alpha = channels === 4 ? new Uint16Array(pixels) : null;
  let oneColour = true;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * channels;
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    colour[pixel] = Math.max(red, green, blue);
    if (red !== data[0] || green !== data[1] || blue !== data[2]) oneColour = false;
    if (alpha) alpha[pixel] = data[at + 3] ?? 0;
  }
  // Where alpha is the same everywhere it says nothing: some programs leave it 0.
  const varies = alpha !== null && alpha.some((value) => value !== alpha[0]);
  if (!alpha || !varies) return { levels: colour, height, width, lossy };
  if (oneColour) return { levels: alpha, height, width, lossy };
  return { levels: colour.map((level, pixel) => (alpha[pixel] === 0 ? 0 : level)), height, width, lossy };
}

async function samplesOf(bytes: Uint8Array): Promise<Samples> {
  if (formatOf(bytes) === 'bmp') return { ...decodeBmp(bytes, 'mask'), channels: 3, lossy: false };
  const picture = sharp(bytes, { ignoreIcc: true, limitInputPixels: maximumPixels });
  const { depth, format } = await picture.metadata();
  if (depth !== 'uchar' && depth !== 'ushort') throw new RangeError(`samples of type ${depth}`);
  const deep = depth === 'ushort';
  const { data, info } = await picture
    .autoOrient()
    .toColourspace(deep ? 'rgb16' : 'srgb')
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { buffer, byteOffset, length } = data;
  return {
    data: deep ? new Uint16Array(buffer.slice(byteOffset, byteOffset + length)) : data,
    height: info.height,
    width: info.width,
    channels: info.channels,
    lossy: format === 'jpeg',
  };
}
