import { z } from 'zod';
import { alignmentSchema } from '../images/alignment/alignment.ts';
import { sampleBitsSchema } from '../images/sample-bits.ts';

/** An image of the dataset as a training reads it. */
export const trainingImageSchema = z.object({
  name: z.string(),
  /** The station's own copy. */
  path: z.string(),
  /** SHA-256 of the file's content, hexadecimal. */
  sha256: z.string(),
  /** Pixels. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Left out: all 16. */
  sampleBits: sampleBitsSchema.optional(),
  /** It is read turned by so many quarters, clockwise; width and height are those of the file. Left out: as it is. */
  turn: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** How its part is brought into place; left out: it stays as it lies. */
  alignment: alignmentSchema.optional(),
});
export type TrainingImage = Readonly<z.infer<typeof trainingImageSchema>>;
