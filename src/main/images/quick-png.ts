import { promisify } from 'node:util';
import { constants, crc32, deflate } from 'node:zlib';
import type { Frame } from '../../shared/domain/frame.ts';

/*
 * PNG (W3C, Portable Network Graphics, third edition): each row as its differences from the pixel to the left (filter
 * "Sub"), deflated with runs of equal bytes as the only matches. A photograph has few other matches, and looking for them
 * takes most of an encoder's time. The picture of a grey camera has one channel, not three equal ones.
 */
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const subFilter = 1;
const bitDepth = 8;
const colourTypes = { 1: 0, 3: 2 } as const;

/**
 * Encodes a frame as lossless PNG, two to four times as fast as `encodePng` and about as small. For pictures
 * that the answer to a line waits for.
 *
 * @throws RangeError unless the frame has `height · width · 3` values
 */
export async function encodePngQuickly({ width, height, data }: Frame): Promise<Uint8Array> {
  if (data.length !== height * width * 3) {
    throw new RangeError(`A picture of ${height} × ${width} has ${data.length} values`);
  }
  const channels = isGrey(data) ? 1 : 3;
  const rows = differencesFromTheLeft(channels === 1 ? firstChannel(data) : data, width, channels);
  const body = await promisify(deflate)(rows, {
    level: 1,
    strategy: constants.Z_RLE,
    // Compresses in one piece, because each further piece would wait for a thread.
    chunkSize: rows.length + 1024,
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, colourTypes[channels]], 8);
  return Buffer.concat([signature, ...chunk('IHDR', header), ...chunk('IDAT', body), ...chunk('IEND')]);
}

/** @param data `[H, W, 3]` */
function isGrey(data: Uint8Array): boolean {
  for (let at = 0; at < data.length; at += 3) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  }
  return true;
}

/** @param data `[H, W, 3]`. @returns `[H, W]` */
function firstChannel(data: Uint8Array): Uint8Array {
  const found = new Uint8Array(data.length / 3);
  for (let to = 0; to < found.length; to++) found[to] = data[to * 3] ?? 0;
  return found;
}

/** @param data `[H, W, channels]`. @returns the rows, each after its filter number */
function differencesFromTheLeft(data: Uint8Array, width: number, channels: number): Uint8Array {
  const rowBytes = width * channels;
  const rows = new Uint8Array(data.length + data.length / rowBytes);
  for (let from = 0, to = 0; from < data.length; from += rowBytes) {
    rows[to++] = subFilter;
    for (let at = from; at < from + channels; at++) rows[to++] = data[at] ?? 0;
    for (let at = from + channels; at < from + rowBytes; at++) {
      rows[to++] = (data[at] ?? 0) - (data[at - channels] ?? 0);
    }
  }
  return rows;
}

/** A chunk: length, type, data, checksum of the last two. */
function chunk(type: string, data: Uint8Array = new Uint8Array()): Uint8Array[] {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(data, crc32(type)), 0);
  return [head, data, checksum];
}
