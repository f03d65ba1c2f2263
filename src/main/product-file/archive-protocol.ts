import { z } from 'zod';
import { failedSchema } from '../host/told-failure.ts';
import { productContentsSchema } from './format.ts';

/** Questions to the thread that reads a product's archive, one at a time. */
export const toArchiveThreadSchema = z.discriminatedUnion('kind', [
  /** Asks for the next piece of the contents. */
  z.object({ kind: z.literal('next') }),
  z.object({ kind: z.literal('unpack'), folder: z.string() }),
]);
export type ToArchiveThread = z.infer<typeof toArchiveThreadSchema>;

const { product, images, models, limits, activations } = productContentsSchema.shape;

/** Pieces of the contents are short, since whoever receives one does nothing else meanwhile. */
const pieceSchema = z.discriminatedUnion('of', [
  z.object({ kind: z.literal('piece'), of: z.literal('images'), rows: images }),
  z.object({ kind: z.literal('piece'), of: z.literal('models'), rows: models }),
  z.object({ kind: z.literal('piece'), of: z.literal('limits'), rows: limits }),
  z.object({ kind: z.literal('piece'), of: z.literal('activations'), rows: activations }),
]);
export type Piece = z.infer<typeof pieceSchema>;

export const fromArchiveThreadSchema = z.discriminatedUnion('kind', [
  pieceSchema,
  /** The last answer to `next`. */
  z.object({ kind: z.literal('product'), product }),
  z.object({ kind: z.literal('unpacked') }),
  failedSchema,
]);
export type FromArchiveThread = z.infer<typeof fromArchiveThreadSchema>;
