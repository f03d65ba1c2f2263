import sharp from 'sharp';
import type { Frame } from '../../shared/domain/frame.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { bmpSize, decodeBmp } from './decode-bmp.ts';
import { foreignFormatOf, formatOf } from './image-format.ts';

/** Smallest width and height in pixels: below it there is no part to be seen. */
export const minimumSide = 32;
/** Most pixels a picture may have: 100 megapixels, 300 MB decoded. */
export const maximumPixels = 100_000_000;

/**
 * Decodes a PNG, JPEG, TIFF (first page) or BMP, told by its content.
 *
 * The EXIF orientation is applied. 16-bit channels become 8-bit in proportion (65535 → 255, never by cutting
 * values off), grey and CMYK become RGB, embedded colour profiles are brought to sRGB, and what is transparent is
 * laid on black.
 *
 * @param name what the messages call the picture: its file's name
 * @returns pixels `[H, W, 3]`, uint8
 * @throws StationError `UNREADABLE_IMAGE` naming the picture: empty, not a picture, of a format not read, cut short or
 *   damaged, smaller than 32 pixels, larger than 100 megapixels, or with floating-point pixels
 */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<Frame> {
  if (bytes.length === 0) throw unreadable(`“${name}” is empty`, 'Copy or record it again.');
  const format = formatOf(bytes);
  if (format === null) {
    const foreign = foreignFormatOf(bytes);
    throw unreadable(
      foreign === null ? `“${name}” is not a picture` : `“${name}” is a ${foreign} file`,
      'Save it as PNG, JPEG, TIFF or BMP.',
    );
  }
  try {
    return format === 'bmp' ? decodeBitmap(bytes, name) : await decodeWithSharp(bytes, name);
  } catch (error) {
    if (error instanceof StationError) throw error;
    throw new StationError(
      'UNREADABLE_IMAGE',
      `“${name}” is damaged or cut short. Copy or record it again.`,
      messageOf(error),
    );
  }
}

function decodeBitmap(bytes: Uint8Array, name: string): Frame {
  const { width, height } = bmpSize(bytes, name);
  checkSize(width, height, name);
  return decodeBmp(bytes, name);
}

async function decodeWithSharp(bytes: Uint8Array, name: string): Promise<Frame> {
  // The header is read first, so that an absurd size is named before memory is taken for it.
  const picture = sharp(bytes, { failOn: 'error', limitInputPixels: false });
  const { width, height, depth } = await picture.metadata();
  checkSize(width, height, name);
  if (depth !== 'uchar' && depth !== 'ushort') {
    throw unreadable(
      `“${name}” has pixels of a type that is not read (${depth})`,
      'Save it with 8 or 16 bits a channel.',
    );
  }
  const { data, info } = await picture
    .autoOrient()
    .flatten({ background: '#000000' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new RangeError(`${info.channels} channels after conversion to RGB`);
  return {
    width: info.width,
    height: info.height,
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
  };
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
