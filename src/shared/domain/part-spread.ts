import { z } from 'zod';

/** How far the parts of good images lie from their usual place. */
export const partSpreadSchema = z.object({
  /** Good images that were looked at. */
  images: z.number().int().positive(),
  /** Nine of ten are turned by so much at most, degrees; 0 for round parts. */
  angle: z.number().min(0).max(180),
  /** And shifted by so much, shares of the picture's width and height. */
  right: z.number().min(0),
  down: z.number().min(0),
});
export type PartSpread = Readonly<z.infer<typeof partSpreadSchema>>;

/**
 * Why parts cannot be brought into place: `texture`: there are as many edges at the pictures' border as in their middle, so that they show
 * a surface or more than the part · `unlike`: the parts are not alike enough to be laid over each other.
 */
export const notAlignable = ['texture', 'unlike'] as const;
export type NotAlignable = (typeof notAlignable)[number];

/** Turned or shifted by less, parts lie in one place for a model: its network sees as much around each place. */
const leastAngle = 3;
const leastShift = 0.02;

/** Whether parts lie so far from each other that alignment is recommended. */
export function liesApart({ angle, right, down }: PartSpread): boolean {
  return angle >= leastAngle || Math.max(right, down) >= leastShift;
}
