import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import { float16Bits, float16Value, largestFloat16 } from './float16.ts';

/** Number format in the file: float32, or float16 with half the size and 11 bits of precision. */
export const tensorTypes = ['F32', 'F16'] as const;
export type TensorType = (typeof tensorTypes)[number];

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
  dtype: z.enum(tensorTypes),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const metadataSchema = z.record(z.string(), z.string());
const headerSchema = z.record(z.string(), z.unknown());

const metadataKey = '__metadata__';
const size = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

interface Storage {
  /** Bytes of a number. */
  readonly size: number;
  read(view: DataView, at: number): number;
  write(view: DataView, at: number, value: number): void;
}

const storages: Readonly<Record<TensorType, Storage>> = {
  F32: {
    size: 4,
    read: (view, at) => view.getFloat32(at, true),
    write: (view, at, value) => view.setFloat32(at, value, true),
  },
  F16: {
    size: 2,
    read: (view, at) => float16Value(view.getUint16(at, true)),
    write: (view, at, value) => view.setUint16(at, float16Bits(value), true),
  },
};

/**
 * Encodes tensors in the safetensors format: 8 bytes header length, JSON header, little-endian data.
 *
 * @throws StationError BAD_INPUT with the name of a tensor that float16 cannot hold
 */
export function encodeSafetensors(file: TensorFile, type: TensorType = 'F32'): Uint8Array {
  const storage = storages[type];
  const header: Record<string, unknown> = { [metadataKey]: file.metadata };
  let offset = 0;
  for (const [name, { shape, data }] of file.tensors) {
    if (size(shape) !== data.length) throw new RangeError(`Tensor ${name} does not fill its shape`);
    if (type === 'F16') assertFloat16(name, data);
    const end = offset + data.length * storage.size;
    header[name] = { dtype: type, shape, data_offsets: [offset, end] };
    offset = end;
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
      storage.write(view, position, value);
      position += storage.size;
    }
  }
  return bytes;
}

function assertFloat16(name: string, data: Float32Array): void {
  const tooLarge = data.find((value) => !Number.isFinite(float16Value(float16Bits(value))));
  if (tooLarge === undefined) return;
  throw new StationError(
    'BAD_INPUT',
    `${name} holds ${tooLarge}, and float16 reaches ${largestFloat16} only. Keep the weights as float32.`,
  );
}

/**
 * Decodes a safetensors file of float32 and float16 tensors.
 *
 * @param name of the file, for the error
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
      const { dtype, shape, data_offsets: range } = tensorSchema.parse(entry);
      const storage = storages[dtype];
      const data = new Float32Array(size(shape));
      const start = 8 + length + range[0];
      if (range[1] - range[0] !== data.length * storage.size) {
        throw new RangeError(`${key} does not fill its shape`);
      }
      for (let i = 0; i < data.length; i++) data[i] = storage.read(view, start + storage.size * i);
      tensors.set(key, { shape, data });
    }
    return { tensors, metadata };
  } catch (error) {
    throw new StationError('CORRUPT_MODEL', `${name} is damaged or not a weights file.`, String(error));
  }
}
