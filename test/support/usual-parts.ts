import { collectUsualPictures, type UsualPictures } from '../../src/main/images/likeness/usual-pictures.ts';
import { pixelsOf } from '../../src/main/inference/pixels.ts';
import { generatePart } from '../../src/main/sample/generate-part.ts';
import type { Frame } from '../../src/shared/domain/frame.ts';
import { wholePicture, type InspectedArea } from '../../src/shared/domain/region.ts';

/** Rendered parts: each takes its time, and tests share them. */
const rendered = new Map<number, Frame>();

/** Pictures of good sample parts, 640 × 480, other ones for each first seed; not to be changed. */
export function sampleParts(firstSeed: number, count: number): Frame[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = firstSeed + index;
    const frame = rendered.get(seed) ?? generatePart(seed).frame;
    rendered.set(seed, frame);
    return frame;
  });
}

/** What a card says of training images whose maps are not known. */
export function usualOf(
  frames: readonly Frame[],
  area: InspectedArea = wholePicture,
  deviations: readonly number[] = [],
): UsualPictures {
  const collector = collectUsualPictures(frames, area);
  for (const [index, frame] of frames.entries()) collector.add(pixelsOf(frame), deviations[index] ?? null);
  const usual = collector.result(1);
  if (usual === null) throw new Error('Too few images');
  return usual;
}
