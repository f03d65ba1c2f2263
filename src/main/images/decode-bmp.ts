import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';

/*
 * Written here because the decoders on npm read part of what cameras write: palettes, rows from top to bottom and
 * 32-bit pixels under the plain 40-byte header come out wrong or not at all.
 */

interface Header {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bitsPerPixel: number;
  /** Offset of the palette, 4 bytes a colour (3 in the oldest header). */
  readonly palette: number;
  readonly paletteStep: number;
  readonly colours: number;
  readonly pixels: number;
  /** Bits of red, green and blue in a 16- or 32-bit pixel. */
  readonly masks: readonly [number, number, number];
}

const bitFields = 3;
const alphaBitFields = 6;

/**
 * Width and height of a BMP.
 *
 * @throws StationError `UNREADABLE_IMAGE` when it is of a kind that is not read; RangeError when it is cut short
 */
export function bmpSize(bytes: Uint8Array, name: string): { width: number; height: number } {
  return readHeader(viewOf(bytes), name);
}

/**
 * Decodes an uncompressed BMP with 1, 4, 8 (palette), 16, 24 or 32 bits a pixel; alpha is ignored, as most writers
 * leave it 0.
 *
 * @param name what the messages call the picture
 * @returns pixels `[H, W, 3]`, uint8
 * @throws StationError `UNREADABLE_IMAGE` when it is compressed or of a kind that is not read; RangeError when it is cut
 *   short
 */
export function decodeBmp(bytes: Uint8Array, name: string): Frame {
  const view = viewOf(bytes);
  const header = readHeader(view, name);
  const { width, height, topDown, bitsPerPixel, pixels } = header;
  const stride = Math.ceil((width * bitsPerPixel) / 32) * 4;
  // The last row's padding may be missing: some writers leave it out.
  const needed = pixels + stride * (height - 1) + Math.ceil((width * bitsPerPixel) / 8);
  if (bytes.length < needed) throw new RangeError(`BMP has ${bytes.length} bytes of ${needed}`);
  const data = new Uint8Array(width * height * 3);
  const writeRow = rowReader(bytes, view, header);
  for (let row = 0; row < height; row++) {
    const from = pixels + stride * (topDown ? row : height - 1 - row);
    writeRow(from, data.subarray(row * width * 3, (row + 1) * width * 3));
  }
  return { width, height, data };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readHeader(view: DataView, name: string): Header {
  const pixels = view.getUint32(10, true);
  const headerSize = view.getUint32(14, true);
  if (headerSize === 12) {
    const bitsPerPixel = view.getUint16(24, true);
    return {
      width: view.getUint16(18, true),
      height: view.getUint16(20, true),
      topDown: false,
      bitsPerPixel: depthOf(bitsPerPixel, name),
      palette: 26,
      paletteStep: 3,
      colours: bitsPerPixel <= 8 ? 2 ** bitsPerPixel : 0,
      pixels,
      masks: [0, 0, 0],
    };
  }
  if (headerSize < 40) throw notRead(name, `a header of ${headerSize} bytes`);
  const signedHeight = view.getInt32(22, true);
  const bitsPerPixel = depthOf(view.getUint16(28, true), name);
  const compression = view.getUint32(30, true);
  const hasMasks = compression === bitFields || compression === alphaBitFields;
  if (compression !== 0 && !(hasMasks && (bitsPerPixel === 16 || bitsPerPixel === 32))) {
    throw notRead(name, `compression ${compression}`);
  }
  const masksAfterHeader = headerSize === 40 && hasMasks ? (compression === alphaBitFields ? 16 : 12) : 0;
  return {
    width: view.getInt32(18, true),
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bitsPerPixel,
    palette: 14 + headerSize + masksAfterHeader,
    paletteStep: 4,
    colours: bitsPerPixel <= 8 ? view.getUint32(46, true) || 2 ** bitsPerPixel : 0,
    pixels,
    masks: hasMasks
      ? [view.getUint32(54, true), view.getUint32(58, true), view.getUint32(62, true)]
      : bitsPerPixel === 16
        ? [0x7c00, 0x03e0, 0x001f]
        : [0xff0000, 0x00ff00, 0x0000ff],
  };
}

function depthOf(bitsPerPixel: number, name: string): number {
  if ([1, 4, 8, 16, 24, 32].includes(bitsPerPixel)) return bitsPerPixel;
  throw notRead(name, `${bitsPerPixel} bits a pixel`);
}

function notRead(name: string, what: string): StationError {
  return new StationError(
    'UNREADABLE_IMAGE',
    `“${name}” is a BMP of a kind that is not read (${what}). Save it uncompressed with 24 bits, or as PNG.`,
  );
}

/** Turns one stored row, given by its offset, into RGB. */
function rowReader(
  bytes: Uint8Array,
  view: DataView,
  header: Header,
): (from: number, target: Uint8Array) => void {
  const { bitsPerPixel, width } = header;
  if (bitsPerPixel <= 8) {
    const palette = readPalette(bytes, header);
    const perByte = 8 / bitsPerPixel;
    const last = 2 ** bitsPerPixel - 1;
    return (from, target) => {
      for (let column = 0; column < width; column++) {
        const byte = bytes[from + Math.floor(column / perByte)] ?? 0;
        const colour = (byte >> (8 - bitsPerPixel * ((column % perByte) + 1))) & last;
        target[column * 3] = palette[colour * 3] ?? 0;
        target[column * 3 + 1] = palette[colour * 3 + 1] ?? 0;
        target[column * 3 + 2] = palette[colour * 3 + 2] ?? 0;
      }
    };
  }
  if (bitsPerPixel === 24) {
    return (from, target) => {
      for (let at = 0; at < width * 3; at += 3) {
        target[at] = bytes[from + at + 2] ?? 0;
        target[at + 1] = bytes[from + at + 1] ?? 0;
        target[at + 2] = bytes[from + at] ?? 0;
      }
    };
  }
  const channels = header.masks.map(channelOf);
  return (from, target) => {
    let at = 0;
    for (let column = 0; column < width; column++) {
      const pixel =
        bitsPerPixel === 16
          ? view.getUint16(from + column * 2, true)
          : view.getUint32(from + column * 4, true);
      for (const channel of channels) target[at++] = channel(pixel);
    }
  };
}

/** Reads the bits under a mask as 0..255. */
function channelOf(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const largest = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / largest);
}

function readPalette(bytes: Uint8Array, { palette, paletteStep, colours, bitsPerPixel }: Header): Uint8Array {
  const table = new Uint8Array(2 ** bitsPerPixel * 3);
  for (let colour = 0; colour < Math.min(colours, 2 ** bitsPerPixel); colour++) {
    const at = palette + colour * paletteStep;
    table.set([bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0], colour * 3);
  }
  return table;
}
