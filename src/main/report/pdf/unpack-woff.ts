import { inflateSync } from 'node:zlib';

const woffSignature = 0x774f4646;
const headBytes = 44;
const entryBytes = 20;

/**
 * Unpacks a font in the Web Open Font Format 1.0 (W3C recommendation, 2012) to its TrueType or OpenType file, because
 * the PDF's font reader would decompress the whole table for each glyph.
 *
 * @throws RangeError for bytes that are no such font
 */
export function unpackWoff(woff: Uint8Array): Uint8Array {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  if (view.getUint32(0) !== woffSignature) throw new RangeError('This is no font in the format WOFF 1.0');
  const flavour = view.getUint32(4);
  const tables = Array.from({ length: view.getUint16(12) }, (_, index) => {
    const at = headBytes + index * entryBytes;
    const [offset, packedBytes, bytes] = [
      view.getUint32(at + 4),
      view.getUint32(at + 8),
      view.getUint32(at + 12),
    ];
    const packed = woff.subarray(offset, offset + packedBytes);
    return {
      tag: view.getUint32(at),
      checksum: view.getUint32(at + 16),
      // A table that compression does not make smaller is stored uncompressed.
      data: packedBytes < bytes ? inflateSync(packed, { maxOutputLength: bytes }) : packed,
    };
  });

  const directoryBytes = 12 + 16 * tables.length;
  const padded = (length: number): number => Math.ceil(length / 4) * 4;
  const total = tables.reduce((sum, { data }) => sum + padded(data.length), directoryBytes);
  const font = new Uint8Array(total);
  const out = new DataView(font.buffer);
  const power = Math.floor(Math.log2(tables.length));
  out.setUint32(0, flavour);
  out.setUint16(4, tables.length);
  out.setUint16(6, 2 ** power * 16);
  out.setUint16(8, power);
  out.setUint16(10, (tables.length - 2 ** power) * 16);
  let place = directoryBytes;
  for (const [index, { tag, checksum, data }] of tables.entries()) {
    const at = 12 + 16 * index;
    out.setUint32(at, tag);
    out.setUint32(at + 4, checksum);
    out.setUint32(at + 8, place);
    out.setUint32(at + 12, data.length);
    font.set(data, place);
    place += padded(data.length);
  }
  return font;
}
