import { promisify } from 'node:util';
import { constants, deflate, inflate, zstdCompress, zstdDecompress } from 'node:zlib';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { KeptPictures } from '../../shared/domain/station-settings.ts';

/*
 * An anomaly map on disk, lossless: `LMAP`, version, height, width (uint32, little-endian), then float32 values,
 * little-endian, as four planes of bytes, because bytes of equal weight compress well together. They are compressed by
 * Zstandard, which takes a fifth of the time of deflate: the answer to a line waits for it.
 */
const signature = 0x50414d4c;
const version = 3;
const headerBytes = 16;
/** Version 1 has the same planes, deflated. */
const deflatedVersion = 1;
/**
 * Version 2 stores a map in 256 steps from its least to its greatest value; these two precede the deflated
 * differences.
 */
const stepsVersion = 2;
const stepsHeaderBytes = headerBytes + 8;
const steps = 255;
/** Longest side of a map, so that a damaged header allocates no memory. */
const maximumSide = 16_384;

export interface AnomalyMap {
  /** Anomaly scores `[height, width]`, row-major. */
  readonly map: Float32Array<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
}

/** Encodes an anomaly map as a map file. @throws RangeError unless the map has `height · width` values */
export async function encodeMap(
  map: Float32Array,
  height: number,
  width: number,
  kept: KeptPictures = 'lossless',
): Promise<Uint8Array> {
  if (map.length !== height * width) {
    throw new RangeError(`A map of ${height} × ${width} has ${map.length} values`);
  }
  // NaN has no place between least and greatest, so such maps stay lossless.
  if (kept === 'compact' && map.every(Number.isFinite)) return encodeSteps(map, height, width);
  const values = new Uint8Array(map.buffer, map.byteOffset, map.byteLength);
  const planes = new Uint8Array(values.length);
  for (let plane = 0, at = 0; plane < 4; plane++) {
    for (let byte = plane; byte < values.length; byte += 4) planes[at++] = values[byte] ?? 0;
  }
  const body = await promisify(zstdCompress)(planes, {
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
    // Compresses in one piece, because each further piece would wait for a thread.
    chunkSize: planes.length + 1024,
  });
  const file = new Uint8Array(headerBytes + body.length);
  new Uint32Array(file.buffer, 0, 4).set([signature, version, height, width]);
  file.set(body, headerBytes);
  return file;
}

/** Encodes a map in 256 steps; the error is at most a 510th of the map's range. */
async function encodeSteps(map: Float32Array, height: number, width: number): Promise<Uint8Array> {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of map) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  const scale = greatest > least ? steps / (greatest - least) : 0;
  const differences = new Uint8Array(map.length);
  let before = 0;
  for (const [at, value] of map.entries()) {
    const step = Math.round((value - least) * scale);
    differences[at] = (step - before) & 255;
    before = step;
  }
  const body = await promisify(deflate)(differences, { level: 6 });
  const file = new Uint8Array(stepsHeaderBytes + body.length);
  const header = new DataView(file.buffer);
  for (const [at, value] of [signature, stepsVersion, height, width].entries()) {
    header.setUint32(at * 4, value, true);
  }
  header.setFloat32(headerBytes, least, true);
  header.setFloat32(headerBytes + 4, greatest, true);
  file.set(body, stepsHeaderBytes);
  return file;
}

async function decodeSteps(file: Uint8Array, height: number, width: number): Promise<AnomalyMap> {
  const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const least = header.getFloat32(headerBytes, true);
  const greatest = header.getFloat32(headerBytes + 4, true);
  const differences = await promisify(inflate)(file.subarray(stepsHeaderBytes), {
    maxOutputLength: height * width,
  });
  if (differences.length !== height * width) {
    throw new RangeError(`${differences.length} steps of ${height * width}`);
  }
  const map = new Float32Array(differences.length);
  let step = 0;
  for (const [at, difference] of differences.entries()) {
    step = (step + difference) & steps;
    // The highest position keeps its exact value, because the score depends on it.
    map[at] = step === steps ? greatest : least + (step / steps) * (greatest - least);
  }
  return { map, height, width };
}

/**
 * Decodes a file of `encodeMap`, exactly or in its stored steps.
 *
 * @param name of the file, for the message
 * @throws StationError `UNREADABLE_IMAGE` if it is no map file, cut short or damaged
 */
export async function decodeMap(file: Uint8Array, name: string): Promise<AnomalyMap> {
  try {
    const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
    if (
      header.getUint32(0, true) !== signature ||
      ![deflatedVersion, stepsVersion, version].includes(header.getUint32(4, true))
    ) {
      throw new RangeError(`No anomaly map of version 1 to ${version}`);
    }
    const height = header.getUint32(8, true);
    const width = header.getUint32(12, true);
    if (height < 1 || width < 1 || height > maximumSide || width > maximumSide) {
      throw new RangeError(`Size ${height} × ${width}`);
    }
    if (header.getUint32(4, true) === stepsVersion) return await decodeSteps(file, height, width);
    const bytes = height * width * 4;
    const isDeflated = header.getUint32(4, true) === deflatedVersion;
    const unpack = isDeflated ? promisify(inflate) : promisify(zstdDecompress);
    const planes = await unpack(file.subarray(headerBytes), { maxOutputLength: bytes });
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
