import sharp, { type Sharp } from 'sharp';
import type { Frame } from '../../shared/domain/frame.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { bmpSize, decodeBmp } from './decode-bmp.ts';
import { decodeBeside } from './decode-pool.ts';
import { hasLine, inTurn } from './decode-turns.ts';
import type { ToDecodeThread } from './decode-protocol.ts';
import { jpegRefusal } from './jpeg-reading.ts';
import { foreignFormatOf, formatOf, type ImageFormat } from './image-format.ts';
import {
  containerOf,
  filledBits,
  largestOf,
  pngBits,
  toBytes,
  wholeSample,
  type DeepFrame,
} from './sample-bits.ts';
import { tiffReading, type TiffReading } from './tiff-reading.ts';

/** Smallest width and height, pixels; smaller pictures show no part. */
const minimumSide = 32;
/** Most pixels a picture may have: 100 megapixels, 300 MB decoded. */
export const maximumPixels = 100_000_000;
/** Larger pictures are decoded in a separate thread, so that nobody waits. */
const besidePixels = 1_000_000;

/**
 * Decodes a PNG, JPEG, TIFF (its first page that is no reduced version of another) or BMP, recognised by
 * content.
 *
 * The EXIF orientation is applied. 16-bit channels become 8-bit in proportion (65535 → 255, never by cutting values off),
 * or as `bits` says; grey, CMYK and YCbCr become RGB, embedded colour profiles are brought to sRGB, what is transparent is
 * laid on black unless all of it is transparent alike, and samples of a TIFF that are neither colour nor transparency are left out.
 *
 * @param name the picture's name for messages
 * @param bits bits used by the samples of 16-bit pictures, e.g. 12 for Mono12; default 16. A file that states
 *   it is read accordingly
 * @returns pixels `[H, W, 3]`, uint8
 * @throws StationError `UNREADABLE_IMAGE` with the picture's name: empty, no picture, unsupported format, cut
 *   short, damaged, smaller than 32 pixels, larger than 100 megapixels, or floating-point pixels
 */
export async function decodeImage(bytes: Uint8Array, name: string, bits = wholeSample): Promise<Frame> {
  return inTurn(() => decodeOwn({ bytes, name, bits }, !hasLine()));
}

/** Decodes like {@link decodeImage}, for the line: a part does not wait for pictures that people look at. */
export async function decodePart(bytes: Uint8Array, name: string, bits = wholeSample): Promise<Frame> {
  return decodeOwn({ bytes, name, bits }, true);
}

function decodeOwn(wanted: ToDecodeThread, goesFirst: boolean): Promise<Frame> {
  const { bytes, name, bits } = wanted;
  return decoded(bytes, name, (picture) =>
    picture.takesLong ? decodeBeside(wanted, goesFirst) : frameOf(picture, bits),
  );
}

/** Decodes like {@link decodeImage}, in the calling thread. */
export async function decodeHere(bytes: Uint8Array, name: string, bits: number): Promise<Frame> {
  return decoded(bytes, name, (picture) => frameOf(picture, bits));
}

async function frameOf(picture: OpenPicture, bits: number): Promise<Frame> {
  const deep = picture.isDeep && (bits < wholeSample || picture.statedBits !== null);
  if (!deep) return colourFrame(picture);
  const frame = await deepFrame(picture);
  const filled = picture.statedBits === null ? bits : filledBits(frame, picture.statedBits);
  return filled < wholeSample ? toBytes(frame, filled) : colourFrame(picture);
}

/**
 * Returns the largest value of a picture with 16-bit samples whose file does not state the used bits. It
 * reveals the camera's bit depth.
 *
 * @returns null for an 8-bit picture, and for one that states its bits
 * @throws StationError as `decodeImage`
 */
export async function largestSample(bytes: Uint8Array, name: string): Promise<number | null> {
  return inTurn(() =>
    decoded(bytes, name, async (picture) => {
      if (!picture.isDeep || picture.statedBits !== null) return null;
      return largestOf(await deepFrame(picture));
    }),
  );
}

/** Decodes a picture for people when no model defines its range: uses the range of its own values. */
export async function decodeShown(bytes: Uint8Array, name: string): Promise<Frame> {
  const largest = await largestSample(bytes, name);
  return decodeImage(bytes, name, largest === null ? wholeSample : containerOf(largest));
}

/** A picture with its header read. */
interface OpenPicture {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly isDeep: boolean;
  readonly hasAlpha: boolean;
  /** A BMP is decoded here, all others by sharp. */
  readonly isBitmap: boolean;
  /** Whether decoding takes long outside sharp, which has its own threads. */
  readonly takesLong: boolean;
  /** Colour space for a 16-bit picture before its profile is applied; null: no such profile. */
  readonly managedIn: 'srgb' | 'b-w' | null;
  readonly format: ImageFormat;
  readonly tiff: TiffReading | null;
  readonly statedBits: number | null;
}

async function decoded<Result>(
  bytes: Uint8Array,
  name: string,
  use: (picture: OpenPicture) => Promise<Result>,
): Promise<Result> {
  if (bytes.length === 0) throw unreadable(`“${name}” is empty`, 'Copy or record it again.');
  const format = formatOf(bytes);
  if (format === null) {
    const foreign = foreignFormatOf(bytes);
    throw unreadable(
      foreign === null ? `“${name}” is not a picture` : `“${name}” is ${foreign} file`,
      'Save it as PNG, JPEG, TIFF or BMP.',
    );
  }
  try {
    return await use(await openPicture(bytes, name, format));
  } catch (error) {
    if (error instanceof StationError) throw error;
    throw new StationError(
      'UNREADABLE_IMAGE',
      `“${name}” is damaged or cut short. Copy or record it again.`,
      messageOf(error),
    );
  }
}

/** Reads the header first, so that an absurd size is reported before memory is allocated for it. */
async function openPicture(bytes: Uint8Array, name: string, format: ImageFormat): Promise<OpenPicture> {
  const common = {
    bytes,
    name,
    format,
    isDeep: false,
    hasAlpha: false,
    isBitmap: false,
    takesLong: false,
    managedIn: null,
    tiff: null,
    statedBits: null,
  };
  if (format === 'bmp') {
    const { width, height } = bmpSize(bytes, name);
    checkSize(width, height, name);
    return { ...common, isBitmap: true, takesLong: width * height > besidePixels };
  }
  const tiff = format === 'tiff' ? tiffReading(bytes) : null;
  const refused = format === 'jpeg' ? jpegRefusal(bytes) : tiff?.refused;
  if (refused) throw unreadable(`“${name}” ${refused.what}`, refused.remedy);
  const { width, height, depth, space, icc, hasAlpha } = await decoder({ bytes, tiff, format }).metadata();
  checkSize(width, height, name);
  if (depth !== 'uchar' && depth !== 'ushort') {
    throw unreadable(
      `“${name}” has pixels of a type that is not read (${depth})`,
      'Save it with 8 or 16 bits a channel.',
    );
  }
  const statedBits = format === 'png' ? pngBits(bytes) : null;
  const isDeep = depth === 'ushort';
  const takesLong = (isDeep || tiff?.isYcc === true) && width * height > besidePixels;
  return {
    ...common,
    isDeep,
    hasAlpha,
    takesLong,
    managedIn: icc === undefined ? null : space === 'rgb16' ? 'srgb' : space === 'grey16' ? 'b-w' : null,
    tiff,
    statedBits,
  };
}

/**
 * A JPEG that ends early or has damaged data is a warning to its library, which makes up the rest in grey; a tile of a TIFF,
 * which stays black: nothing to judge a part by. What other TIFFs and PNGs warn of, such as an unknown tag, leaves the pixels
 * as they were.
 */
function decoder(
  { bytes, tiff, format }: Pick<OpenPicture, 'bytes' | 'tiff' | 'format'>,
  ignoreIcc = false,
): Sharp {
  const failOn = format === 'jpeg' || tiff?.isTiled === true ? 'warning' : 'error';
  return sharp(bytes, { failOn, limitInputPixels: false, page: tiff?.page ?? 0, ignoreIcc });
}

/** The picture upright, without what is no colour. */
async function upright(picture: OpenPicture, ignoreIcc = false): Promise<Sharp> {
  const opened = decoder(picture, ignoreIcc).autoOrient();
  const dropsAlpha =
    picture.tiff?.dropsExtra === true || (picture.hasAlpha && (await isAlphaUniform(picture)));
  return dropsAlpha ? opened.removeAlpha() : opened.flatten({ background: '#000000' });
}

/** Whether all pixels are transparent alike, which says nothing: programs that have no transparency leave it 0. */
async function isAlphaUniform(picture: OpenPicture): Promise<boolean> {
  const alpha = await decoder(picture, true).extractChannel('alpha').raw().toBuffer();
  return alpha.every((value) => value === alpha[0]);
}

async function colourFrame(picture: OpenPicture): Promise<Frame> {
  if (picture.isBitmap) return decodeBmp(picture.bytes, picture.name);
  const opened = await upright(picture);
  // sharp brings 16-bit colours with a profile to Display P3, and passes over that of 16-bit grey, unless they are 8-bit before.
  const managed = picture.managedIn === null ? opened : opened.pipelineColourspace(picture.managedIn);
  const { data, info } = await managed
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new RangeError(`${info.channels} channels after conversion to RGB`);
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length);
  if (picture.tiff?.isYcc === true) yccToRgb(pixels);
  return { width: info.width, height: info.height, data: pixels };
}

/**
 * Reads the stored samples without the profile, which is meaningless for values that use only part of the
 * range.
 */
async function deepFrame(picture: OpenPicture): Promise<DeepFrame> {
  const opened = await upright(picture, true);
  const { data, info } = await opened
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new RangeError(`${info.channels} channels after conversion to RGB`);
  const { buffer, byteOffset, length } = data;
  return {
    width: info.width,
    height: info.height,
    data: new Uint16Array(buffer.slice(byteOffset, byteOffset + length)),
  };
}

/**
 * Converts Y, Cb and Cr to red, green and blue in place (ITU-R BT.601, full range, as in TIFF 6.0 section
 * 21).
 */
function yccToRgb(pixels: Uint8Array): void {
  const clamped = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length);
  for (let at = 0; at < pixels.length; at += 3) {
    const [luminance, blue, red] = [
      pixels[at] ?? 0,
      (pixels[at + 1] ?? 0) - 128,
      (pixels[at + 2] ?? 0) - 128,
    ];
    clamped[at] = luminance + 1.402 * red;
    clamped[at + 1] = luminance - 0.344136 * blue - 0.714136 * red;
    clamped[at + 2] = luminance + 1.772 * blue;
  }
}

function checkSize(width: number, height: number, name: string): void {
  if (width < minimumSide || height < minimumSide) {
    throw unreadable(
      `“${name}” is too small: ${width} × ${height} pixels`,
      `A picture needs at least ${minimumSide} × ${minimumSide}.`,
    );
  }
  if (width * height > maximumPixels) {
    throw unreadable(
      `“${name}” is too large: ${width} × ${height} pixels`,
      `Scale it below ${maximumPixels / 1e6} megapixels.`,
    );
  }
}

function unreadable(what: string, remedy: string): StationError {
  return new StationError('UNREADABLE_IMAGE', `${what}. ${remedy}`);
}
