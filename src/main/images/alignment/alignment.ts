import { z } from 'zod';
import { partSpreadSchema } from '../../../shared/domain/part-spread.ts';
import { longestGridSide } from './coarse-search.ts';

/** Longest text of a reference's luminance, characters of base64. */
const longestReference = 4 * Math.ceil(longestGridSide ** 2 / 3);

/** The longer side of a picture may be this many times the shorter one. */
export const mostAspect = 4;

/** What is known of where parts lie, as a model's card keeps it: by it, parts are brought into place before the model sees them. */
export const alignmentSchema = z.object({
  /** Width by height of the pictures. */
  aspect: z
    .number()
    .min(1 / mostAspect)
    .max(mostAspect),
  /** Mean luminance of good images with the part in its place, on the grid for their aspect, one byte a cell, base64. */
  reference: z.base64().max(longestReference),
  /** The middle of the part's edges, shares of width and height: about it the part turns. */
  centre: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
  /** Whether parts are turned back; round ones look alike at any angle and are shifted alone. */
  turns: z.boolean(),
  /** A picture whose part is less like the reference, in any place, does not show the part. */
  leastLikeness: z.number().min(-1).max(1),
  /** A picture with more of the part beyond its border does not show enough of it; share of the part's edges. */
  mostBeyond: z.number().min(0).max(1),
  spread: partSpreadSchema,
});
export type Alignment = Readonly<z.infer<typeof alignmentSchema>>;
