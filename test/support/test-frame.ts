import type { Frame } from '../../src/shared/domain/frame.ts';

/** Draws a picture with structure, a different one for each seed; pixels `[height, width, 3]`. */
export function testFrame(seed: number, width = 48, height = 40): Frame {
  const data = new Uint8Array(width * height * 3);
  for (let index = 0; index < data.length; index++) {
    data[index] = (index * 7 + seed * 31 + Math.floor(index / (width * 3)) * 13) % 256;
  }
  return { width, height, data };
}
