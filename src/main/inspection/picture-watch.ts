import { shapeDiffers } from '../../shared/domain/picture-shape.ts';
import type { Difference, Unlike } from '../../shared/domain/picture-traits.ts';
import { nothingSeen, standingDifferences, watchPicture } from '../../shared/domain/unlike-watch.ts';
import type { Pixels } from '../images/likeness/measure-picture.ts';
import {
  comparePictures,
  type PictureComparison,
  type PictureMap,
} from '../images/likeness/usual-pictures.ts';
import { watchRepetition } from '../images/likeness/watch-repetition.ts';
import { trainedShapesOf, type ModelCard, type TrainedShapes } from '../learning/model-card.ts';

/** Watches whether a session's pictures look like its model's training images. */
export interface PictureWatch {
  /** Takes the pictures in order, each with its anomaly map. */
  look(pixels: Pixels, map: PictureMap, seen: Seen): void;
  /** How the latest pictures differ; null while they look like the training images. */
  readonly unlike: Unlike | null;
}

/** Further facts about a picture. */
export interface Seen {
  /** When it was taken, milliseconds since 1970. */
  readonly capturedAt: number;
  /** Whether it shows another part that is not good; false for a repeated frame of a free-running camera. */
  readonly isRejectedPart: boolean;
}

/**
 * Least correlation of alike maps of rejected parts. Maps of parts with different defects lay below it in
 * most sets.
 */
const leastRepetition = 0.7;

/** The card's description of the training images; older models' cards have little more than the shape. */
export type TrainedPictures = Pick<ModelCard, 'pictures' | 'pictureSizes' | 'graph'>;

/** @param onChange called when the notice appears, names other traits, or disappears */
export function createPictureWatch(
  card: TrainedPictures,
  onChange: (unlike: Unlike | null, capturedAt: number) => void,
): PictureWatch {
  const comparison: Pick<PictureComparison, 'differences' | 'notice'> = card.pictures
    ? comparePictures(card.pictures)
    : tellTurned(trainedShapesOf(card));
  const repetition = watchRepetition();
  let unlike: Unlike | null = null;
  let watched = nothingSeen;

  /** Lists differences. Causes come first, so repetition is only reported if nothing else differs. */
  function differencesOf(pixels: Pixels, map: PictureMap, isRejectedPart: boolean): Difference[] {
    const alike = repetition(map, isRejectedPart);
    const found = comparison.differences(pixels, map, 'of-several');
    if (!card.pictures || found.length > 0 || alike === null || alike < leastRepetition) return found;
    return [{ trait: 'repetition', measured: alike, usual: 0 }];
  }

  return {
    look(pixels, map, { capturedAt, isRejectedPart }) {
      const before = watched.standing;
      watched = watchPicture(watched, differencesOf(pixels, map, isRejectedPart));
      if (before.join() === watched.standing.join()) return;
      unlike = comparison.notice(standingDifferences(watched), pixels);
      onChange(unlike, capturedAt);
    },
    get unlike() {
      return unlike;
    },
  };
}

/**
 * Compares only the orientation, because the model would squeeze turned pictures into its shape. The input of
 * an older model has only roughly the shape of its training images, so other differences of shape cannot be
 * detected.
 */
function tellTurned({ sizes, tolerance }: TrainedShapes): PictureComparison {
  const differenceOf = ({ width, height }: Pick<Pixels, 'width' | 'height'>): Difference[] => {
    const found = shapeDiffers({ width, height }, sizes, tolerance);
    if (found?.kind !== 'turned') return [];
    return [{ trait: 'shape', measured: width / height, usual: found.nearest.width / found.nearest.height }];
  };
  return {
    differences: differenceOf,
    notice(differences, { width, height }) {
      const [trained] = sizes;
      if (differences.length === 0 || trained === undefined) return null;
      const { width: trainedWidth, height: trainedHeight } = trained;
      return { differences: [...differences], width, height, trainedWidth, trainedHeight };
    },
  };
}
