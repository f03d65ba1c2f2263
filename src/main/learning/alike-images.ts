import {
  correlation,
  likenessPicture,
  likenessSide,
  mostUnlike,
  shareOfUsual,
  unlikeness,
} from '../../shared/domain/picture-likeness.ts';
import { median } from '../../shared/domain/robust-deviation.ts';
import { seededRandom } from '../networks/random.ts';

/** Pairs whose median is the usual pair. */
const sampledPairs = 200;

/**
 * Tells which images of a training show all but the same: one picture twice, stored or lit a little otherwise, or neighbours of a
 * series. The limits are those of near duplicates (decision 0091), by the small grey pictures alone: an image that is taken to be
 * alike without being so only keeps another one company.
 *
 * @param pictures grey `[64, 64]` uint8 each (`smallGrey`)
 * @returns a function of an image's place that gives the places of those like it, without itself
 */
export function alikeImages(pictures: readonly Uint8Array[]): (index: number) => number[] {
  const most = Math.min(mostUnlike, shareOfUsual * usualUnlikeness(pictures));
  return (index) => {
    const own = pictures[index];
    if (own === undefined) return [];
    const prepared = likenessPicture(own);
    return [...pictures.keys()].filter((place) => {
      const other = pictures[place];
      if (other === undefined || place === index) return false;
      // Copies in the same place are told at once; whatever is shifted is looked at closely.
      const unmoved = correlation(own, other, likenessSide, { down: 0, right: 0 });
      return 1 - unmoved <= most || unlikeness(prepared, likenessPicture(other)) <= most;
    });
  };
}

/** What two pictures usually differ by, however few there are: parts that all look alike are no copies of each other. */
function usualUnlikeness(pictures: readonly Uint8Array[]): number {
  if (pictures.length < 2) return 0;
  const random = seededRandom(pictures.length);
  const found: number[] = [];
  while (found.length < sampledPairs) {
    const [one, other] = [random.integer(pictures.length), random.integer(pictures.length)];
    const [first, second] = [pictures[one], pictures[other]];
    if (one === other || first === undefined || second === undefined) continue;
    found.push(unlikeness(likenessPicture(first), likenessPicture(second)));
  }
  return median(found);
}
