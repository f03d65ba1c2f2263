import { z } from 'zod';
import { failedSchema } from '../host/told-failure.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A picture to be decoded, as `decodeImage` takes it. */
export const toDecodeThreadSchema = z.object({ bytes, name: z.string(), bits: z.int().positive() });
export type ToDecodeThread = z.infer<typeof toDecodeThreadSchema>;

export const fromDecodeThreadSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('decoded'),
    width: z.int().positive(),
    height: z.int().positive(),
    /** `[H, W, 3]`, uint8. */
    data: bytes,
  }),
  failedSchema,
]);
export type FromDecodeThread = z.infer<typeof fromDecodeThreadSchema>;
