import { isWhole, type InspectedArea } from '../../shared/domain/region.ts';
import { learnAlignment, type LearntAlignment } from '../images/alignment/learn-alignment.ts';
import { pixelsOfFrame } from '../images/likeness/measure-picture.ts';
import { readTrainingImage } from './read-training-image.ts';
import type { TrainingImage } from './training-image.ts';

/**
 * Learns from a product's good images how to align their parts; skips unreadable images.
 *
 * @param images at least one
 * @param report called with the share that was read
 */
export function alignmentOfImages(
  images: readonly TrainingImage[],
  area: InspectedArea,
  report: (share: number) => void,
): Promise<LearntAlignment> {
  return learnAlignment({
    images,
    likeFirst: !isWhole(area),
    report,
    async read(index) {
      const image = images[index];
      try {
        return image ? pixelsOfFrame(await readTrainingImage(image)) : null;
      } catch {
        // The training itself reports unreadable images.
        return null;
      }
    },
  });
}
