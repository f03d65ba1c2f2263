import { z } from 'zod';
import { alignmentSchema } from '../images/alignment/alignment.ts';
import { sampleBitsSchema } from '../images/sample-bits.ts';

/** An image of the dataset for a training. */
export const trainingImageSchema = z.object({
  name: z.string(),
  /** Path of the station's own copy. */
  path: z.string(),
  /** SHA-256 of the file's content, hexadecimal. */
  sha256: z.string(),
  /** Pixels. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Bits used by the samples; absent: all 16. */
  sampleBits: sampleBitsSchema.optional(),
  /** Clockwise quarter turns applied on reading; width and height are those of the file. Absent: none. */
  turn: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** How the image's part is aligned; absent: not at all. */
  alignment: alignmentSchema.optional(),
});
export type TrainingImage = Readonly<z.infer<typeof trainingImageSchema>>;
