import { median } from '../../../shared/domain/robust-deviation.ts';
import { prepareCoarseSearch } from './coarse-search.ts';
import type { SmallPicture } from './small-picture.ts';

/** Number of images whose parts are turned. */
const mostTried = 5;
/** Least correlation of a part's edges with themselves at any angle for a round part. */
const leastOfRound = 0.55;

/** Returns whether parts look alike at any angle, so that their angle cannot be measured. */
export function isRound(pictures: readonly SmallPicture[]): boolean {
  const apart = Math.max(1, pictures.length / mostTried);
  const tried = pictures.filter((_, index) => Math.floor(index % apart) === 0).slice(0, mostTried);
  const leasts = tried.map((picture) => {
    const centre = { x: (picture.width - 1) / 2, y: (picture.height - 1) / 2 };
    return Math.min(...prepareCoarseSearch(picture, centre, true).correlations(picture));
  });
  return median(leasts) >= leastOfRound;
}
