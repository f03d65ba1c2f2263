import { z } from 'zod';

/**
 * An affine motion of the plane, `[a, b, c, d, e, f]`: it moves a point (x, y) to (a·x + b·y + c, d·x + e·y +
 * f). Points are shares of a picture's width and height, 0..1, so that a motion fits pictures and maps of any
 * size.
 */
const motionSchema = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]);
export type Motion = z.infer<typeof motionSchema>;

/** The place of a picture's part, relative to its place in the model's reference. */
export const poseSchema = z.object({
  /** Clockwise turn, degrees, −180 to 180; 0 for a round part. */
  angle: z.number(),
  /** Shift of the part's middle, shares of the picture's width and height. */
  right: z.number(),
  down: z.number(),
  /** Correlation of the aligned part with the reference, 1 at most. */
  likeness: z.number(),
  /** Moves the part's place in the reference to its place in the picture. */
  motion: motionSchema,
});
export type Pose = z.infer<typeof poseSchema>;

/** A turn around a point, followed by a shift of that point. */
export interface TurnAndShift {
  /** Clockwise, radians. */
  readonly angle: number;
  /** Shares of the width and of the height. */
  readonly right: number;
  readonly down: number;
}

/**
 * Returns the motion that turns about a point, then shifts.
 *
 * @param centre shares of the width and of the height
 * @param aspect the picture's width divided by its height
 */
export function motionOf(
  { angle, right, down }: TurnAndShift,
  centre: { readonly x: number; readonly y: number },
  aspect: number,
): Motion {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [a, b, d, e] = [cos, -sin / aspect, sin * aspect, cos];
  const c = centre.x + right - a * centre.x - b * centre.y;
  const f = centre.y + down - d * centre.x - e * centre.y;
  return [a, b, c, d, e, f];
}

/** Returns the inverse motion. */
export function reversed([a, b, c, d, e, f]: Motion): Motion {
  const area = a * e - b * d;
  const [ra, rb, rd, re] = [e / area, -b / area, -d / area, a / area];
  return [ra, rb, -ra * c - rb * f, rd, re, -rd * c - re * f];
}

/** Moves a point. */
export function moved([a, b, c, d, e, f]: Motion, [x, y]: readonly [number, number]): [number, number] {
  return [a * x + b * y + c, d * x + e * y + f];
}
