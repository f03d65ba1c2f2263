import { z } from 'zod';
import { likenessSide } from '../../../shared/domain/picture-likeness.ts';

/** Number of cells along a side of the grid that describes a picture; `depth` is the number of values in a cell. */
export const grid = 14;
export const depth = 32;

/** Version of the computation. Increase it when the computation changes, so that older traits are computed anew. */
export const traitsVersion = 1;

const base64 = z.base64();

/** An image's stored traits: about 14 kB, by the hash of its content. */
export const traitsRecordSchema = z.object({
  /** `[14, 14, 32]` int8, times `scale`. */
  cells: base64,
  scale: z.number().nonnegative(),
  /** Grey `[64, 64]` uint8. */
  small: base64,
  /** Mean red, green and blue, 0..255. */
  colour: z.tuple([z.number(), z.number(), z.number()]),
  sharpness: z.number().nonnegative(),
});
export type TraitsRecord = z.infer<typeof traitsRecordSchema>;

/** An image's traits, unpacked for computing. */
export interface Traits {
  /** `[14, 14, 32]` */
  readonly cells: Float32Array;
  /** Grey `[64, 64]`, blurred by a cell */
  readonly small: Uint8Array;
  readonly colour: readonly [number, number, number];
  readonly sharpness: number;
}

/** Packs traits with eight bits for each value; the error is at most a two-hundredth of the largest value. */
export function packTraits({ cells, small, colour, sharpness }: Traits): TraitsRecord {
  const largest = cells.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest / 127;
  const bytes = Int8Array.from(cells, (value) => (scale > 0 ? Math.round(value / scale) : 0));
  return {
    cells: Buffer.from(bytes.buffer).toString('base64'),
    scale,
    small: Buffer.from(small).toString('base64'),
    colour: [...colour],
    sharpness,
  };
}

/** @throws RangeError if the record has another size */
export function unpackTraits({ cells, scale, small, colour, sharpness }: TraitsRecord): Traits {
  const bytes = Int8Array.from(Buffer.from(cells, 'base64'));
  const grey = Uint8Array.from(Buffer.from(small, 'base64'));
  if (bytes.length !== grid * grid * depth || grey.length !== likenessSide ** 2) {
    throw new RangeError('Traits of another size');
  }
  return { cells: Float32Array.from(bytes, (value) => value * scale), small: grey, colour, sharpness };
}
