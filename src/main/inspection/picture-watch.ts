import type { Unlike } from '../../shared/domain/picture-traits.ts';
import { nothingSeen, standingDifferences, watchPicture } from '../../shared/domain/unlike-watch.ts';
import type { Pixels } from '../images/likeness/measure-picture.ts';
import { comparePictures, type PictureMap, type UsualPictures } from '../images/likeness/usual-pictures.ts';

/** Watches whether the pictures of a session look like the training images of its model. */
export interface PictureWatch {
  /** Takes the pictures in their order, each with its anomaly map and when it was taken. */
  look(pixels: Pixels, map: PictureMap, capturedAt: number): void;
  /** What the last pictures differ in; null while they are like the training images, or nothing is known of these. */
  readonly unlike: Unlike | null;
}

/**
 * @param usual what the model's card says of its training images; null: nothing is watched
 * @param onChange called when the notice appears, names other traits, or goes
 */
export function createPictureWatch(
  usual: UsualPictures | null,
  onChange: (unlike: Unlike | null, capturedAt: number) => void,
): PictureWatch {
  if (usual === null) return { look: () => undefined, unlike: null };
  const comparison = comparePictures(usual);
  let unlike: Unlike | null = null;
  let seen = nothingSeen;

  return {
    look(pixels, map, capturedAt) {
      const before = seen.standing;
      seen = watchPicture(seen, comparison.differences(pixels, map, 'of-several'));
      if (before.join() === seen.standing.join()) return;
      unlike = comparison.notice(standingDifferences(seen), pixels);
      onChange(unlike, capturedAt);
    },
    get unlike() {
      return unlike;
    },
  };
}
