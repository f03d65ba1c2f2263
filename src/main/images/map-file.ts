import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';

/*
 * An anomaly map on disk, lossless: `LMAP`, version, height, width (uint32, little-endian), then deflated float32
 * values, little-endian, as four planes of bytes, because bytes of equal weight compress well together.
 */
const signature = 0x50414d4c;
const version = 1;
const headerBytes = 16;
/** Longest side of a map, so that a damaged header takes no memory. */
const maximumSide = 16_384;

export interface AnomalyMap {
  /** Anomaly scores `[height, width]`, row-major. */
  readonly map: Float32Array<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
}

/** An anomaly map as the bytes of a map file. @throws RangeError when the map does not have `height · width` values */
export async function encodeMap(map: Float32Array, height: number, width: number): Promise<Uint8Array> {
  if (map.length !== height * width) {
    throw new RangeError(`A map of ${height} × ${width} has ${map.length} values`);
  }
  const values = new Uint8Array(map.buffer, map.byteOffset, map.byteLength);
  const planes = new Uint8Array(values.length);
  for (let plane = 0, at = 0; plane < 4; plane++) {
    for (let byte = plane; byte < values.length; byte += 4) planes[at++] = values[byte] ?? 0;
  }
  const body = await promisify(deflate)(planes, { level: 1 });
  const file = new Uint8Array(headerBytes + body.length);
  new Uint32Array(file.buffer, 0, 4).set([signature, version, height, width]);
  file.set(body, headerBytes);
  return file;
}

/**
 * Reads what `encodeMap` wrote, bit for bit.
 *
 * @param name what the message calls the file
 * @throws StationError `UNREADABLE_IMAGE` when it is no map file, cut short or damaged
 */
export async function decodeMap(file: Uint8Array, name: string): Promise<AnomalyMap> {
  try {
    const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
    if (header.getUint32(0, true) !== signature || header.getUint32(4, true) !== version) {
      throw new RangeError('No anomaly map of version 1');
    }
    const height = header.getUint32(8, true);
    const width = header.getUint32(12, true);
    if (height < 1 || width < 1 || height > maximumSide || width > maximumSide) {
      throw new RangeError(`Size ${height} × ${width}`);
    }
    const bytes = height * width * 4;
    const planes = await promisify(inflate)(file.subarray(headerBytes), { maxOutputLength: bytes });
    if (planes.length !== bytes) throw new RangeError(`${planes.length} bytes of ${bytes}`);
    const values = new Uint8Array(bytes);
    for (let plane = 0, at = 0; plane < 4; plane++) {
      for (let byte = plane; byte < bytes; byte += 4) values[byte] = planes[at++] ?? 0;
    }
    return { map: new Float32Array(values.buffer), height, width };
  } catch (error) {
    throw new StationError(
      'UNREADABLE_IMAGE',
      `The anomaly map “${name}” is damaged or cut short.`,
      messageOf(error),
    );
  }
}

/**
 * Writes a map file; it appears whole or not at all.
 *
 * @throws StationError `NOT_FOUND` when the folder is missing, `NO_PERMISSION`, `DISK_FULL`
 */
export async function writeMap(
  path: string,
  map: Float32Array,
  height: number,
  width: number,
): Promise<void> {
  const file = await encodeMap(map, height, width);
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(unfinished, file, { flush: true });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw fileFailure(error, path);
  }
}

/**
 * Reads a map file.
 *
 * @throws StationError `NOT_FOUND`, `NO_PERMISSION`, `UNREADABLE_IMAGE`
 */
export async function readMap(path: string): Promise<AnomalyMap> {
  let file: Uint8Array;
  try {
    file = await readFile(path);
  } catch (error) {
    throw fileFailure(error, path);
  }
  return decodeMap(file, basename(path));
}
