import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  /** Free text by key, as the format allows. */
  readonly metadata: Readonly<Record<string, string>>;
}

const tensorSchema = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const metadataSchema = z.record(z.string(), z.string());
const headerSchema = z.record(z.string(), z.unknown());

const metadataKey = '__metadata__';
const size = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/** Writes float32 tensors in the safetensors format: 8 bytes header length, JSON header, little-endian data. */
export function encodeSafetensors(file: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { [metadataKey]: file.metadata };
  let offset = 0;
  for (const [name, { shape, data }] of file.tensors) {
    if (size(shape) !== data.length) throw new RangeError(`Tensor ${name} does not fill its shape`);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + offset).fill(0x20, 8, 8 + padded);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  bytes.set(json, 8);
  let position = 8 + padded;
  for (const { data } of file.tensors.values()) {
    for (const value of data) {
      view.setFloat32(position, value, true);
      position += 4;
    }
  }
  return bytes;
}

/**
 * Reads a safetensors file of float32 tensors.
 *
 * @param name what the file is, for the error
 * @throws StationError CORRUPT_MODEL if the bytes are no such file
 */
export function decodeSafetensors(bytes: Uint8Array, name: string): TensorFile {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = Number(view.getBigUint64(0, true));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length));
    const header = headerSchema.parse(JSON.parse(text));
    const tensors = new Map<string, NamedTensor>();
    let metadata: Record<string, string> = {};
    for (const [key, entry] of Object.entries(header)) {
      if (key === metadataKey) {
        metadata = metadataSchema.parse(entry);
        continue;
      }
      const { shape, data_offsets: range } = tensorSchema.parse(entry);
      const data = new Float32Array(size(shape));
      if (range[1] - range[0] !== data.byteLength) throw new RangeError(`${key} does not fill its shape`);
      for (let i = 0; i < data.length; i++) data[i] = view.getFloat32(8 + length + range[0] + 4 * i, true);
      tensors.set(key, { shape, data });
    }
    return { tensors, metadata };
  } catch (error) {
    throw new StationError('CORRUPT_MODEL', `${name} is damaged or not a weights file.`, String(error));
  }
}
