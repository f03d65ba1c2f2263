import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeMap, encodeMap } from '../../../../src/main/images/map-file.ts';

const [height, width] = [30, 41];
const map = Float32Array.from({ length: height * width }, (_, at) => Math.sin(at / 50) * 12 - 1 / (at + 3));
map.set([Number.NaN, Infinity, -Infinity, -0, 1e-42]);

function bitsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

describe('map files', () => {
  it('give back every bit', async () => {
    const read = await decodeMap(await encodeMap(map, height, width), 'map');
    expect([read.height, read.width]).toEqual([height, width]);
    expect(bitsOf(read.map)).toEqual(bitsOf(map));
  });

  it('take a map that is a part of a larger array, and a file that is a part of a larger buffer', async () => {
    const part = map.subarray(41, 41 * 3);
    const file = await encodeMap(part, 2, 41);
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    expect(bitsOf((await decodeMap(shifted.subarray(1), 'map')).map)).toEqual(Uint32Array.from(bitsOf(part)));
  });

  it('of version 1, which were deflated, are read as before', async () => {
    const values = new Uint8Array(map.buffer);
    const planes = Uint8Array.from({ length: values.length }, (_, at) => {
      const [plane, cell] = [Math.floor(at / map.length), at % map.length];
      return values[cell * 4 + plane] ?? 0;
    });
    const header = Uint32Array.of(0x50414d4c, 1, height, width);
    const file = Buffer.concat([new Uint8Array(header.buffer), deflateSync(planes)]);
    expect(bitsOf((await decodeMap(file, 'map')).map)).toEqual(bitsOf(map));
  });

  it('are smaller than the map', async () => {
    const smooth = Float32Array.from(
      { length: 256 * 256 },
      (_, at) => Math.sin(at / 9000) + Math.cos((at % 256) / 40),
    );
    expect((await encodeMap(smooth, 256, 256)).length).toBeLessThan(smooth.byteLength * 0.75);
  });

  it('are named when damaged, cut short or something else', async () => {
    const whole = Buffer.from(await encodeMap(map, height, width));
    const changed = Buffer.from(whole);
    changed.writeUInt32LE(height + 1, 8);
    const absurd = Buffer.from(whole);
    absurd.writeUInt32LE(0xffff_ffff, 8);
    for (const bytes of [
      whole.subarray(0, 7),
      whole.subarray(0, -9),
      changed,
      absurd,
      Buffer.from('not a map at all'),
    ]) {
      await expect(decodeMap(bytes, 'map.bin')).rejects.toMatchObject({
        code: 'UNREADABLE_IMAGE',
        message: expect.stringContaining('“map.bin”'),
      });
    }
  });

  it('refuse a size that the map does not have', async () => {
    await expect(encodeMap(map, height, width + 1)).rejects.toThrow(RangeError);
  });
});

it('a compact map is a fraction of the size, and no value is further off than a 510th of its range', async () => {
  const map = Float32Array.from({ length: 96 * 64 }, (_, at) => Math.sin(at / 37) ** 2 * 5 + (at % 7) / 100);
  const lossless = await encodeMap(map, 96, 64);
  const compact = await encodeMap(map, 96, 64, 'compact');
  expect(compact.length).toBeLessThan(lossless.length / 3);
  const read = await decodeMap(compact, 'compact.map');
  expect([read.height, read.width]).toEqual([96, 64]);
  const [least, greatest] = [Math.min(...map), Math.max(...map)];
  for (const [at, value] of read.map.entries()) {
    expect(Math.abs(value - (map[at] ?? 0))).toBeLessThanOrEqual((greatest - least) / 510 + 1e-6);
  }
  expect(Math.max(...read.map)).toBe(greatest);
});
