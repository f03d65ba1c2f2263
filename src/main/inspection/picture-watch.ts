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

/** Watches whether the pictures of a session look like the training images of its model. */
export interface PictureWatch {
  /** Takes the pictures in their order, each with its anomaly map. */
  look(pixels: Pixels, map: PictureMap, seen: Seen): void;
  /** What the last pictures differ in; null while they are like the training images. */
  readonly unlike: Unlike | null;
}

/** What is known of a picture besides. */
export interface Seen {
  /** When it was taken, milliseconds since 1970. */
  readonly capturedAt: number;
  /** Whether it shows a part that is not good; a frame of a camera that runs freely shows the part before once more. */
  readonly isRejectedPart: boolean;
}

/** From this correlation on, the maps of rejected parts are alike; those of parts with defects of their own lay below in most sets. */
const leastRepetition = 0.7;

/** What the card says of the training images; of an older model's little more than the shape is known. */
export type TrainedPictures = Pick<ModelCard, 'pictures' | 'pictureSizes' | 'graph'>;

/** @param onChange called when the notice appears, names other traits, or goes */
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

  /** What names a cause comes first: that parts are rejected alike is told where nothing else differs. */
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
 * Tells turned pictures alone, which would be squeezed into the shape of the model. The input of an older model has but roughly the
 * shape of its training images, so that another shape than turned is not told by it.
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
