import { crc32, deflateSync } from 'node:zlib';

/** Writes a grey PNG of 16 bits a sample that states how many bits are significant. */
export function deepPng(width: number, height: number, values: Uint16Array, significant: number): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 2));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      rows.writeUInt16BE(values[row * width + column] ?? 0, row * (1 + width * 2) + 1 + column * 2);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([16, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('sBIT', Buffer.from([significant])),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const bytes = Buffer.alloc(8 + named.length);
  bytes.writeUInt32BE(content.length, 0);
  named.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(named), 4 + named.length);
  return bytes;
}
