import { collectUsualPictures, type UsualPictures } from '../../src/main/images/likeness/usual-pictures.ts';
import { pixelsOf } from '../../src/main/inference/pixels.ts';
import { generatePart } from '../../src/main/sample/generate-part.ts';
import type { Frame } from '../../src/shared/domain/frame.ts';
import { wholePicture, type InspectedArea } from '../../src/shared/domain/region.ts';

/** Rendered parts by seed. Tests share them because rendering takes time. */
const rendered = new Map<number, Frame>();

/** Returns pictures of good sample parts, 640 × 480, different ones for each first seed. Tests must not change them. */
export function sampleParts(firstSeed: number, count: number): Frame[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = firstSeed + index;
    const frame = rendered.get(seed) ?? generatePart(seed).frame;
    rendered.set(seed, frame);
    return frame;
  });
}

/** Makes a card's statistics of training images whose maps are not known. */
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
