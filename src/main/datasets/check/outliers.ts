import { fewestForOutliers } from '../../../shared/contract/image-check.ts';
import type { Region } from '../../../shared/domain/region.ts';
import { median, robustDeviations } from '../../../shared/domain/robust-deviation.ts';
import { distance, quartersOf } from './distances.ts';
import type { Pair } from './near-duplicates.ts';
import { depth, grid } from './traits.ts';
import type { Traits } from './traits.ts';

/** Number of robust spreads from which on a picture's most unusual place counts as an outlier (Iglewicz and Hoaglin). */
const placeLimit = 3.5;
/** The same for light, colour and fine detail, which vary more between good parts. */
const wholeLimit = 6;
/** Number of other images with which each one is compared, the most similar ones. */
const neighbours = 16;
/** Number of cells whose mean is an image's score. */
const worstCells = 3;
/** Smallest spread, as a share of the median. */
const floor = 0.05;
/** Smallest change of colour that can count, of 255, and the share of the usual detail up to which a picture counts as blurred. */
const leastColour = 12;
const blurredShare = 0.6;

export interface FoundOutlier {
  /** The image's index in the list. */
  readonly index: number;
  readonly reason: 'place' | 'blurred' | 'colour';
  readonly deviation: number;
  readonly place: Region | null;
}

/**
 * Finds images that are unlike the others, such as a defect among good images. Each cell of an image is compared with the cells around
 * the same place in the most similar images. The image's score is the mean of its three most distant cells; scores far above the median
 * are outliers. Near duplicates are not compared with each other.
 *
 * @param counted `[14, 14]`, 1 in the inspected area
 * @param pairs near duplicates among the images
 * @returns outliers, the most unusual first; none for fewer than 8 images
 */
export function findOutliers(
  images: readonly Traits[],
  counted: Uint8Array,
  pairs: readonly Pair[],
): FoundOutlier[] {
  if (images.length < fewestForOutliers) return [];
  const found = [
    ...unusualPlaces(images, counted, pairs),
    ...blurredImages(images),
    ...unusualColours(images),
  ].toSorted((a, b) => b.deviation - a.deviation);
  // Each image is listed once, with its strongest reason.
  return found.filter(({ index }, place) => found.findIndex((other) => other.index === index) === place);
}

function unusualPlaces(
  images: readonly Traits[],
  counted: Uint8Array,
  pairs: readonly Pair[],
): FoundOutlier[] {
  const duplicates = new Set(pairs.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]));
  const quarters = images.map(({ cells }) => quartersOf(cells));
  const scores = images.map(({ cells }, index) => {
    const near = images
      .map((other, place) => ({
        cells: other.cells,
        place,
        far: distance(quarters[index] ?? cells, quarters[place] ?? other.cells),
      }))
      .filter(({ place }) => place !== index && !duplicates.has(`${index} ${place}`))
      .toSorted((a, b) => a.far - b.far)
      .slice(0, neighbours);
    return worstOf(
      cells,
      near.map((other) => other.cells),
      counted,
    );
  });
  const deviations = robustDeviations(
    scores.map(({ score }) => score),
    floor,
  );
  return deviations.flatMap((deviation, index) =>
    deviation < placeLimit
      ? []
      : [{ index, reason: 'place' as const, deviation, place: placeAround(scores[index]?.cell ?? 0) }],
  );
}

function worstOf(
  cells: Float32Array,
  others: readonly Float32Array[],
  counted: Uint8Array,
): { score: number; cell: number } {
  const worst = [...counted.keys()]
    .filter((cell) => counted[cell] === 1)
    .map((cell) => ({ cell, far: Math.sqrt(nearest(cells, cell, others)) }))
    .toSorted((a, b) => b.far - a.far)
    .slice(0, worstCells);
  const score = worst.reduce((sum, { far }) => sum + far, 0) / Math.max(worst.length, 1);
  return { score: Number.isFinite(score) ? score : 0, cell: worst[0]?.cell ?? 0 };
}

/** Returns the squared distance of a cell to the nearest of the 3 × 3 cells around the same place in the other images. */
function nearest(cells: Float32Array, cell: number, others: readonly Float32Array[]): number {
  const row = Math.floor(cell / grid);
  const column = cell % grid;
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) {
    for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, grid - 1); y++) {
      for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, grid - 1); x++) {
        const start = (y * grid + x) * depth;
        let sum = 0;
        for (let index = 0; index < depth && sum < least; index++) {
          const difference = (cells[cell * depth + index] ?? 0) - (other[start + index] ?? 0);
          sum += difference * difference;
        }
        least = Math.min(least, sum);
      }
    }
  }
  return least;
}

/** Returns the cell with its neighbours, clipped to the picture. */
function placeAround(cell: number): Region {
  const span = (at: number): [number, number] => {
    const from = Math.max(at - 1, 0);
    return [from / grid, (Math.min(at + 2, grid) - from) / grid];
  };
  const [x, width] = span(cell % grid);
  const [y, height] = span(Math.floor(cell / grid));
  return { x, y, width, height };
}

function blurredImages(images: readonly Traits[]): FoundOutlier[] {
  const detail = images.map(({ sharpness }) => Math.log(Math.max(sharpness, 1e-9)));
  const usual = median(detail);
  return robustDeviations(detail, 0.01).flatMap((deviation, index) =>
    -deviation > wholeLimit && (detail[index] ?? 0) - usual < Math.log(blurredShare)
      ? [{ index, reason: 'blurred' as const, deviation: -deviation, place: null }]
      : [],
  );
}

function unusualColours(images: readonly Traits[]): FoundOutlier[] {
  const channels = [0, 1, 2] as const;
  const usual = channels.map((channel) => median(images.map(({ colour }) => colour[channel])));
  const distances = images.map(({ colour }) =>
    Math.hypot(...channels.map((channel) => colour[channel] - (usual[channel] ?? 0))),
  );
  return robustDeviations(distances, floor).flatMap((deviation, index) =>
    deviation > wholeLimit && (distances[index] ?? 0) > leastColour
      ? [{ index, reason: 'colour' as const, deviation, place: null }]
      : [],
  );
}
