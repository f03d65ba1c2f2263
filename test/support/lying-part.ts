import { seededRandom } from '../../src/main/networks/random.ts';
import type { Pixels } from '../../src/main/images/likeness/measure-picture.ts';

/** Position and rotation of a part: the pixel of its middle, and its clockwise angle, degrees. */
export interface Lies {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

/** Returns the luminance of a part at an offset from its middle, pixels; null outside the part. */
export type PartShape = (right: number, down: number) => number | null;

/** An angle bracket with a hole, which looks different at every angle. */
export const bracket: PartShape = (right, down) => {
  const isUpright = right > -30 && right < -10 && down > -35 && down < 35;
  const isFoot = right >= -10 && right < 30 && down > 15 && down < 35;
  if (!isUpright && !isFoot) return null;
  return Math.hypot(right + 20, down + 22) < 6 ? 60 : 200;
};

/** A washer, which looks the same at every angle. */
export const washer: PartShape = (right, down) => {
  const from = Math.hypot(right, down);
  return from > 12 && from < 34 ? 190 : null;
};

export const pictureSize = { width: 160, height: 128 } as const;

/** Draws a part on a grey belt, with some noise. @param lies null for an empty belt */
export function pictureOf(shape: PartShape, lies: Lies | null, seed = 1): Pixels {
  const { width, height } = pictureSize;
  const random = seededRandom(seed);
  const data = new Uint8Array(width * height * 3);
  const angle = ((lies?.angle ?? 0) * Math.PI) / 180;
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [(at % width) + 0.5 - (lies?.x ?? 0), Math.floor(at / width) + 0.5 - (lies?.y ?? 0)];
    const right = Math.cos(angle) * x + Math.sin(angle) * y;
    const down = Math.cos(angle) * y - Math.sin(angle) * x;
    const value = (lies ? shape(right, down) : null) ?? 90;
    data.fill(value + Math.floor(random.next() * 12), at * 3, at * 3 + 3);
  }
  return { width, height, channels: 3, data };
}

/** Draws good images of a part, in each at another place. */
export function scattered(
  shape: PartShape,
  count: number,
  spread = { shift: 14, angle: 180 },
): { lies: Lies; picture: Pixels }[] {
  const random = seededRandom(3);
  const drawn = (most: number): number => (2 * random.next() - 1) * most;
  return Array.from({ length: count }, (_, seed) => {
    const lies = { x: 80 + drawn(spread.shift), y: 64 + drawn(spread.shift), angle: drawn(spread.angle) };
    return { lies, picture: pictureOf(shape, lies, seed) };
  });
}
