import { z } from 'zod';
import { partSpreadSchema } from '../../../shared/domain/part-spread.ts';
import { longestGridSide } from './coarse-search.ts';

/** Longest base64 text of a reference's luminance, characters. */
const longestReference = 4 * Math.ceil(longestGridSide ** 2 / 3);

/** Largest ratio of a picture's longer to its shorter side. */
export const mostAspect = 4;

/** How a model aligns parts before it sees them, as its card stores it. */
export const alignmentSchema = z.object({
  /** Width divided by height of the pictures. */
  aspect: z
    .number()
    .min(1 / mostAspect)
    .max(mostAspect),
  /**
   * Mean luminance of good images with aligned parts, on the grid for their aspect, one byte per cell,
   * base64.
   */
  reference: z.base64().max(longestReference),
  /** The middle of the part's edges, about which the part turns; shares of width and height. */
  centre: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
  /** Whether parts are turned back; round parts look alike at any angle and are only shifted. */
  turns: z.boolean(),
  /** Least likeness to the reference; below it, the picture does not show the part. */
  leastLikeness: z.number().min(-1).max(1),
  /** Largest share of the part's edges that may lie beyond the picture's border. */
  mostBeyond: z.number().min(0).max(1),
  spread: partSpreadSchema,
});
export type Alignment = Readonly<z.infer<typeof alignmentSchema>>;
