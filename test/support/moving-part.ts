import type { Frame } from '../../src/shared/domain/frame.ts';

/** Makes a generator of pseudo-random numbers that repeats for the same seed: mulberry32. @returns a function of 0 ≤ x < 1 */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Scene {
  /** Picture of the area without a part. */
  readonly empty: Frame;
  /** Picture of a part, which lies on the empty area, whole or in part. */
  readonly part: Frame;
  /** Standard deviation of the sensor's noise, grey levels. */
  readonly noise: number;
  readonly random: () => number;
}

/** Takes a picture of the scene with its part at a place, in a light. @param left pixels; null without a part @param light factor */
export function shot({ empty, part, noise, random }: Scene, left: number | null, light = 1): Frame {
  const { width, height } = empty;
  const data = Uint8Array.from(empty.data);
  const top = Math.round((height - part.height) / 2);
  for (let row = 0; left !== null && row < part.height; row++) {
    for (let column = 0; column < part.width; column++) {
      const x = Math.round(left) + column;
      if (x < 0 || x >= width) continue;
      const from = (row * part.width + column) * 3;
      data.set(part.data.subarray(from, from + 3), ((top + row) * width + x) * 3);
    }
  }
  for (let at = 0; at < data.length; at++) {
    // The sum of four uniform numbers is about normal, with a variance of 1/3.
    const even = random() + random() + random() + random() - 2;
    data[at] = Math.min(255, Math.max(0, (data[at] ?? 0) * light + even * noise * Math.sqrt(3)));
  }
  return { width, height, data };
}

/** Returns the place of a part in each frame: it comes in from the left, rests in the middle, and leaves to the right. */
export function passage(width: number, partWidth: number, restFrames: number, step = 12): number[] {
  const middle = (width - partWidth) / 2;
  const places: number[] = [];
  for (let left = -partWidth; left < middle; left += step) places.push(left);
  places.push(...Array<number>(restFrames).fill(middle));
  for (let left = middle + step; left < width; left += step) places.push(left);
  return places;
}
