import { z } from 'zod';

/**
 * A motion of the plane, `[a, b, c, d, e, f]`: a point (x, y) comes to (a·x + b·y + c, d·x + e·y + f). Points are shares of a picture's width
 * and height, from 0 to 1, so that one motion holds for picture and map, whatever their sizes.
 */
export const motionSchema = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]);
export type Motion = z.infer<typeof motionSchema>;

/** Where the part of a picture lies, beside where it lies in the reference that its model learnt. */
export const poseSchema = z.object({
  /** How far it is turned, clockwise, degrees, −180 to 180; 0 for a round part. */
  angle: z.number(),
  /** How far its middle is shifted, shares of the picture's width and height. */
  right: z.number(),
  down: z.number(),
  /** How much the part in its place is like the reference: correlation, 1 at most. */
  likeness: z.number(),
  /** From the part's place in the reference to its place in the picture. */
  motion: motionSchema,
});
export type Pose = z.infer<typeof poseSchema>;

/** A turn around a point and a shift of that point. */
export interface TurnAndShift {
  /** Clockwise, radians. */
  readonly angle: number;
  /** Shares of the width and of the height. */
  readonly right: number;
  readonly down: number;
}

/**
 * The motion that turns about a point, then shifts.
 *
 * @param centre shares of the width and of the height
 * @param aspect the picture's width by its height
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

/** The motion back. */
export function reversed([a, b, c, d, e, f]: Motion): Motion {
  const area = a * e - b * d;
  const [ra, rb, rd, re] = [e / area, -b / area, -d / area, a / area];
  return [ra, rb, -ra * c - rb * f, rd, re, -rd * c - re * f];
}

/** Where a point comes to. */
export function moved([a, b, c, d, e, f]: Motion, [x, y]: readonly [number, number]): [number, number] {
  return [a * x + b * y + c, d * x + e * y + f];
}
