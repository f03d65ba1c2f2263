import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '../../../src/main/images/encode-image.ts';
import { seededRandom } from '../../../src/main/networks/random.ts';
import type { TrainingImage } from '../../../src/main/learning/training-image.ts';
import type { Frame } from '../../../src/shared/domain/frame.ts';

/** Draws a simple part, a bright disc with some noise, a little different for each seed. */
export function partFrame(seed: number, size = 96): Frame {
  const random = seededRandom(seed);
  const data = new Uint8Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const inside = Math.hypot(row - size / 2, column - size / 2) < size * 0.35;
      const value = (inside ? 170 : 60) + random.normal() * 6;
      data.fill(Math.min(255, Math.max(0, value)), (row * size + column) * 3, (row * size + column) * 3 + 3);
    }
  }
  return { width: size, height: size, data };
}

/** Returns the frame with a dark square over it. Position and side are shares of the frame. */
export function damaged(frame: Frame, x: number, y: number, side: number): Frame {
  const { width, height } = frame;
  const data = frame.data.slice();
  for (let row = Math.round(y * height); row < (y + side) * height; row++) {
    for (let column = Math.round(x * width); column < (x + side) * width; column++) {
      data.set([10, 10, 10], (row * width + column) * 3);
    }
  }
  return { width, height, data };
}

/** Writes pictures of good parts into a folder. @param frameOf draws discs when left out */
export async function writeParts(
  folder: string,
  count: number,
  frameOf: (seed: number) => Frame = partFrame,
): Promise<TrainingImage[]> {
  const images: TrainingImage[] = [];
  for (let index = 0; index < count; index++) {
    const frame = frameOf(index + 1);
    const bytes = await encodePng(frame);
    const name = `part ${index + 1}.png`;
    const path = join(folder, name);
    writeFileSync(path, bytes);
    images.push({
      name,
      path,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      width: frame.width,
      height: frame.height,
    });
  }
  return images;
}
