import { correlation } from '../../../shared/domain/picture-likeness.ts';
import { median } from '../../../shared/domain/robust-deviation.ts';
import { watchedPictures } from '../../../shared/domain/unlike-watch.ts';
import type { PictureMap } from './usual-pictures.ts';

/** Side of the reduced maps to compare. */
const side = 16;
const unmoved = { down: 0, right: 0 };

/**
 * Watches whether consecutive parts are rejected at the same places. Defects of different parts lie at
 * different places. A turned camera, changed light or dirt on a lens raises each part's map alike.
 *
 * @returns a function that takes the parts in order and returns the median correlation of the last five maps,
 *   −1..1; null unless all five were rejected
 */
export function watchRepetition(): (map: PictureMap, isRejected: boolean) => number | null {
  let rejected: readonly Float32Array[] = [];
  return (map, isRejected) => {
    rejected = isRejected ? [reduced(map), ...rejected].slice(0, watchedPictures) : [];
    if (rejected.length < watchedPictures) return null;
    return median(
      rejected.flatMap((one, index) =>
        rejected.slice(index + 1).map((other) => correlation(one, other, side, unmoved)),
      ),
    );
  };
}

/** Averages a map's cells, `[16, 16]`. */
function reduced({ map, width, height }: PictureMap): Float32Array {
  const sums = new Float32Array(side * side);
  const counts = new Float32Array(side * side);
  for (let row = 0; row < height; row++) {
    const cellRow = Math.floor((row * side) / height) * side;
    for (let column = 0; column < width; column++) {
      const cell = cellRow + Math.floor((column * side) / width);
      sums[cell] = (sums[cell] ?? 0) + (map[row * width + column] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(counts[cell] ?? 0, 1));
}
