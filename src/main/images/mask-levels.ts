import sharp, { type Sharp } from 'sharp';
import { bmpSize, decodeBmp } from './decode-bmp.ts';
import { maximumPixels } from './decode-image.ts';
import { formatOf } from './image-format.ts';
import { readImageBytes } from './read-image-file.ts';
import type { MaskLevels } from './mask-rule.ts';
import { tiffPages, wholePages } from './tiff-pages.ts';

/** Interleaved samples of a picture, as they are stored. */
interface Samples {
  readonly data: Uint8Array | Uint16Array;
  readonly height: number;
  readonly width: number;
  /** 3, or 4 with alpha. */
  readonly channels: number;
  readonly lossy: boolean;
}

/** A picture with more colours is a photograph, not a drawing. */
const mostDrawnColours = 32;

/**
 * How far each pixel of a mask is from black: its brightest channel, 0 where it is transparent. Where the colours mark
 * nothing (`coloursMark`), the shape lies in the transparency. What any page of a TIFF marks is marked. The EXIF orientation is applied as to pictures; colour
 * profiles are not.
 *
 * @param source the file's path or its content
 * @throws StationError as `readImageBytes`, and the decoder's error for a file that is no picture
 */
export async function readMaskLevels(source: string | Uint8Array): Promise<MaskLevels> {
  const bytes = typeof source === 'string' ? await readImageBytes(source) : source;
  const [first = 0, ...others] =
    formatOf(bytes) === 'tiff' ? wholePages(tiffPages(bytes)).map(({ page }) => page) : [];
  let united = await levelsOf(bytes, first);
  for (const page of others) {
    const { levels } = await levelsOf(bytes, page);
    united = { ...united, levels: united.levels.map((level, pixel) => Math.max(level, levels[pixel] ?? 0)) };
  }
  return united;
}

/**
 * Returns whether a picture looks like a mask: few colours, black among them. A photograph has more, and what cannot be
 * read is none.
 */
export async function isDrawn(path: string): Promise<boolean> {
  try {
    return colourCount(await samplesOf(await readImageBytes(path), 0)) !== null;
  } catch {
    return false;
  }
}

async function levelsOf(bytes: Uint8Array, page: number): Promise<MaskLevels> {
  const samples = await samplesOf(bytes, page);
  const { data, height, width, channels, lossy } = samples;
  const pixels = height * width;
  const colour = new Uint16Array(pixels);
  const alpha = channels === 4 ? new Uint16Array(pixels) : null;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * channels;
    colour[pixel] = Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    if (alpha) alpha[pixel] = data[at + 3] ?? 0;
  }
  // A constant alpha carries no information; some programs leave it 0.
  const varies = alpha !== null && alpha.some((value) => value !== alpha[0]);
  if (!alpha || !varies) return { levels: colour, height, width, lossy };
  if (!coloursMark(samples)) return { levels: alpha, height, width, lossy };
  return { levels: colour.map((level, pixel) => (alpha[pixel] === 0 ? 0 : level)), height, width, lossy };
}

/**
 * Returns whether the colours of non-transparent pixels distinguish marks from a black ground. They do not if
 * there is only one colour, no black, or as many colours as in a section of a photograph.
 */
function coloursMark(samples: Samples): boolean {
  return (colourCount(samples) ?? 0) > 1;
}

/** Returns how many colours the non-transparent pixels have; null if there is no black, or more than a drawing has. */
function colourCount({ data, height, width, channels }: Samples): number | null {
  const colours = new Set<number>();
  for (let at = 0; at < height * width * channels; at += channels) {
    if (channels === 4 && data[at + 3] === 0) continue;
    colours.add(((data[at] ?? 0) * 2 ** 16 + (data[at + 1] ?? 0)) * 2 ** 16 + (data[at + 2] ?? 0));
    if (colours.size > mostDrawnColours) return null;
  }
  return colours.has(0) ? colours.size : null;
}

/** Types of samples in which programs store numbers of classes or regions. */
const unusual: readonly string[] = ['char', 'short', 'int', 'uint', 'float'];

/** Reads such samples: whole numbers as they are, fractions in proportion to the largest one; negative ones are ground. */
async function unusualSamples(picture: Sharp, depth: string): Promise<Samples> {
  // Without it the decoder would keep the upper byte alone.
  const kept = depth === 'short' ? picture.toColourspace('grey16') : picture;
  const { data, info } = await kept
    .autoOrient()
    .raw({ depth: 'float' })
    .toBuffer({ resolveWithObject: true });
  const { channels, height, width } = info;
  if (channels > 4) throw new RangeError(`${channels} samples of type ${depth}`);
  const values = new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
  let [largest, isWhole] = [0, true];
  for (const value of values) {
    if (value > largest) largest = value;
    if (value % 1 !== 0) isWhole = false;
  }
  const scale = isWhole ? 1 : 65_535 / largest;
  const rgb = new Uint16Array(height * width * 3);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = values[pixel * channels + Math.min(channel, channels - 1)] ?? 0;
      rgb[3 * pixel + channel] = value > 0 ? Math.min(Math.ceil(value * scale), 65_535) : 0;
    }
  }
  return { data: rgb, height, width, channels: 3, lossy: false };
}

async function samplesOf(bytes: Uint8Array, page: number): Promise<Samples> {
  if (formatOf(bytes) === 'bmp') {
    const { height, width } = bmpSize(bytes, 'mask');
    if (height * width > maximumPixels) throw new RangeError(`${width} × ${height} pixels`);
    return { ...decodeBmp(bytes, 'mask'), channels: 3, lossy: false };
  }
  const picture = sharp(bytes, { ignoreIcc: true, limitInputPixels: maximumPixels, page });
  const { depth, format } = await picture.metadata();
  if (unusual.includes(depth)) return unusualSamples(picture, depth);
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
