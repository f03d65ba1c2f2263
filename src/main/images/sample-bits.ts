import { z } from 'zod';
import type { Frame } from '../../shared/domain/frame.ts';

/** Bits that cameras fill of samples that are stored in 16. */
const containers = [8, 10, 12, 14] as const;
/** All bits of a sample of 16 count. */
export const wholeSample = 16;

/** How many bits the samples of 16-bit pictures fill. */
export const sampleBitsSchema = z.number().int().min(8).max(wholeSample);

/** Values `[H, W, 3]` of 16 bits a sample, as they are stored. */
export interface DeepFrame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint16Array;
}

/** The fewest bits a camera would have stored these values in: 12 for a largest value of 4000. */
export function containerOf(largest: number): number {
  return containers.find((bits) => largest < 2 ** bits) ?? wholeSample;
}

export function largestOf({ data }: DeepFrame): number {
  let largest = 0;
  for (const value of data) if (value > largest) largest = value;
  return largest;
}

/**
 * Bits that the samples of one picture fill, where the file states how many are significant. A file may state 12 and hold
 * values of the whole range (as PNG means it: the lower bits are filled up), or the 12 bits as the camera gave them.
 */
export function filledBits(frame: DeepFrame, stated: number): number {
  if (largestOf(frame) >= 2 ** stated) return wholeSample;
  const below = 2 ** (wholeSample - stated) - 1;
  // A dark picture of the whole range has nothing in its lower bits.
  return frame.data.some((value) => (value & below) !== 0) ? stated : wholeSample;
}

/** Brings samples to 8 bits in proportion: the largest value of so many bits becomes 255; what is above is cut off. */
export function toBytes({ width, height, data }: DeepFrame, bits: number): Frame {
  const factor = 255 / (2 ** bits - 1);
  return { width, height, data: Uint8Array.from(data, (value) => Math.min(Math.round(value * factor), 255)) };
}

/** Bits that a PNG states as significant (chunk sBIT, the most of its channels); null where it states none, or all. */
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
