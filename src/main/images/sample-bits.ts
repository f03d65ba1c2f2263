import { z } from 'zod';
import type { Frame } from '../../shared/domain/frame.ts';

/** Bits that cameras use of 16-bit samples. */
const containers = [8, 10, 12, 14] as const;
/** Value for samples that use all 16 bits. */
export const wholeSample = 16;

/** How many bits the samples of 16-bit pictures use. */
export const sampleBitsSchema = z.number().int().min(8).max(wholeSample);

/** Stored 16-bit samples, `[H, W, 3]`. */
export interface DeepFrame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint16Array;
}

/** Returns the fewest bits in which a camera would store these values: 12 for a largest value of 4000. */
export function containerOf(largest: number): number {
  return containers.find((bits) => largest < 2 ** bits) ?? wholeSample;
}

export function largestOf({ data }: DeepFrame): number {
  let largest = 0;
  for (const value of data) if (value > largest) largest = value;
  return largest;
}

/**
 * Returns the bits used by a picture's samples if the file states the significant ones. A file that states 12
 * may hold values of the whole range (as PNG intends: the lower bits are filled), or the camera's 12-bit
 * values.
 */
export function filledBits(frame: DeepFrame, stated: number): number {
  if (largestOf(frame) >= 2 ** stated) return wholeSample;
  const below = 2 ** (wholeSample - stated) - 1;
  // A dark picture of the whole range may have empty lower bits.
  return frame.data.some((value) => (value & below) !== 0) ? stated : wholeSample;
}

/** Scales samples to 8 bits: the largest value of this many bits becomes 255; larger ones are clipped. */
export function toBytes({ width, height, data }: DeepFrame, bits: number): Frame {
  const factor = 255 / (2 ** bits - 1);
  return { width, height, data: Uint8Array.from(data, (value) => Math.min(Math.round(value * factor), 255)) };
}

/**
 * Returns the significant bits that a PNG states (chunk sBIT, highest channel); null: none stated, or all.
 */
export function pngBits(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === 'IDAT') return null;
    if (name === 'sBIT') {
      const most = Math.max(...bytes.subarray(at + 8, at + 8 + Math.min(view.getUint32(at), 3)));
      return most < wholeSample ? most : null;
    }
  }
  return null;
}
