import { z } from 'zod';
import { notAlignable, partSpreadSchema } from '../domain/part-spread.ts';

/** How far the parts of good images lie apart, or why that cannot be told. */
export const partSpreadFoundSchema = z.object({
  /** Null where the parts cannot be brought into place. */
  spread: partSpreadSchema.nullable(),
  /** Why not; null where they can. */
  why: z.enum(notAlignable).nullable(),
});
export type PartSpreadFound = z.infer<typeof partSpreadFoundSchema>;
