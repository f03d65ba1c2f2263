import type { Frame } from '../../../shared/domain/frame.ts';

/** Bytes per pixel of the pixel forms a pipeline writes: colours of one byte each, or grey values of two. */
const bytesAPixel = { RGB: 3, GRAY16_LE: 2 } as const;
type PixelForm = keyof typeof bytesAPixel;

/** Memory layout of a pipeline's pictures. */
export interface PictureForm {
  readonly width: number;
  readonly height: number;
  readonly pixels: PixelForm;
}

const isPixelForm = (word: string | undefined): word is PixelForm =>
  word !== undefined && Object.hasOwn(bytesAPixel, word);

/** Reads `video/x-raw, width=(int)320, height=(int)240, format=(string)RGB, …`. @throws Error for another form */
export function pictureForm(caps: string): PictureForm {
  const fields = new Map(
    [...caps.matchAll(/[, ](\w+)=\((?:int|string)\)"?(\w+)/g)].map(([, name, value]) => [name, value]),
  );
  const [width, height] = [Number(fields.get('width')), Number(fields.get('height'))];
  const pixels = fields.get('format');
  if (!(width >= 1 && height >= 1) || !isPixelForm(pixels)) throw new Error(`Unknown pictures: ${caps}`);
  return { width, height, pixels };
}

/** Each row begins at a multiple of this many bytes. */
const rowUnit = 4;

/**
 * Converts a pipeline's picture to a frame.
 *
 * @param bytes rows of `width` pixels, each row filled up to a multiple of 4 bytes
 * @param bits number of bits used by two-byte grey values
 * @throws Error if the bytes do not fit the form
 */
export function frameFrom(bytes: Uint8Array, { width, height, pixels }: PictureForm, bits: number): Frame {
  const used = width * bytesAPixel[pixels];
  const stride = Math.ceil(used / rowUnit) * rowUnit;
  // The last row may lack its padding.
  if (bytes.length < stride * (height - 1) + used || bytes.length > stride * height) {
    throw new Error(`${bytes.length} bytes are no picture of ${width} × ${height} pixels`);
  }
  const data =
    pixels === 'RGB' ? colours(bytes, used, stride, height) : greys(bytes, width, stride, height, bits);
  return { width, height, data };
}

function colours(bytes: Uint8Array, used: number, stride: number, height: number): Uint8Array {
  if (used === stride) return bytes;
  const data = new Uint8Array(used * height);
  for (let row = 0; row < height; row++) {
    data.set(bytes.subarray(row * stride, row * stride + used), row * used);
  }
  return data;
}

/** Returns the highest eight used bits of each value as grey colours. */
function greys(bytes: Uint8Array, width: number, stride: number, height: number, bits: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new Uint8Array(width * height * 3);
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = Math.min(view.getUint16(row * stride + column * 2, true) >> (bits - 8), 255);
      data.fill(value, to, to + 3);
      to += 3;
    }
  }
  return data;
}
