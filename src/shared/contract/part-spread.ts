import { z } from 'zod';
import { notAlignable, partSpreadSchema } from '../domain/part-spread.ts';

/** How far the parts of good images lie apart, or why this cannot be measured. */
export const partSpreadFoundSchema = z.object({
  /** Null: the parts cannot be aligned. */
  spread: partSpreadSchema.nullable(),
  /** Why the parts cannot be aligned; null: they can. */
  why: z.enum(notAlignable).nullable(),
});
export type PartSpreadFound = z.infer<typeof partSpreadFoundSchema>;
