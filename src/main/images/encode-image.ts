import sharp from 'sharp';
import type { Frame } from '../../shared/domain/frame.ts';

/**
 * Encodes a frame as lossless PNG.
 *
 * @param software the writing program, for the file's metadata; absent: none
 */
export async function encodePng(frame: Frame, software?: string): Promise<Uint8Array> {
  const picture = pictureOf(frame).png({ compressionLevel: 6 });
  if (software !== undefined) picture.withExif({ IFD0: { Software: software } });
  return picture.toBuffer();
}

/** A frame as JPEG. @param quality 1..100 */
export async function encodeJpeg(frame: Frame, quality = 90): Promise<Uint8Array> {
  return pictureOf(frame).jpeg({ quality }).toBuffer();
}

/** Encodes a frame as JPEG evidence of the inspected picture: colours at full resolution, no visible loss. */
export async function encodeEvidence(frame: Frame): Promise<Uint8Array> {
  return pictureOf(frame).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** A small JPEG of a frame whose longest side is `maximumSide` pixels; a smaller frame is not enlarged. */
export async function thumbnail(frame: Frame, maximumSide = 256): Promise<Uint8Array> {
  return pictureOf(frame)
    .resize({ width: maximumSide, height: maximumSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** Encodes a mask as grey PNG with unchanged values. @param mask `[height, width]` row-major */
export async function encodeMaskPng(mask: Uint8Array, height: number, width: number): Promise<Uint8Array> {
  return sharp(mask, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toBuffer();
}

function pictureOf({ width, height, data }: Frame) {
  return sharp(data, { raw: { width, height, channels: 3 } });
}
