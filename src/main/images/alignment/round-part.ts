import { median } from '../../../shared/domain/robust-deviation.ts';
import { prepareCoarseSearch } from './coarse-search.ts';
import type { SmallPicture } from './small-picture.ts';

/** Images whose parts are turned to see. */
const mostTried = 5;
/** Correlation of a part's edges with themselves, turned by any angle, from which on it is round. */
const leastOfRound = 0.55;

/** Whether parts look alike at any angle, so that none can be told. */
export function isRound(pictures: readonly SmallPicture[]): boolean {
  const apart = Math.max(1, pictures.length / mostTried);
  const tried = pictures.filter((_, index) => Math.floor(index % apart) === 0).slice(0, mostTried);
  const leasts = tried.map((picture) => {
    const centre = { x: (picture.width - 1) / 2, y: (picture.height - 1) / 2 };
    return Math.min(...prepareCoarseSearch(picture, centre, true).correlations(picture));
  });
  return median(leasts) >= leastOfRound;
}
