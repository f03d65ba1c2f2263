import { z } from 'zod';

/** How far the parts of good images lie from their usual place. */
export const partSpreadSchema = z.object({
  /** Number of examined good images. */
  images: z.number().int().positive(),
  /** Nine of ten parts are turned by at most this, degrees; 0 for round parts. */
  angle: z.number().min(0).max(180),
  /** Nine of ten parts are shifted by at most this, shares of the picture's width and height. */
  right: z.number().min(0),
  down: z.number().min(0),
});
export type PartSpread = Readonly<z.infer<typeof partSpreadSchema>>;

/**
 * Why parts cannot be aligned. `texture`: the pictures have as many edges at the border as in the middle, so
 * they show a surface or more than the part · `unlike`: the parts are too different to be laid over each
 * other.
 */
export const notAlignable = ['texture', 'unlike'] as const;
export type NotAlignable = (typeof notAlignable)[number];

/** Smaller turns or shifts do not matter to a model, because its network sees this far around each place. */
const leastAngle = 3;
const leastShift = 0.02;

/** Returns whether parts lie so far apart that alignment is recommended. */
export function liesApart({ angle, right, down }: PartSpread): boolean {
  return angle >= leastAngle || Math.max(right, down) >= leastShift;
}
