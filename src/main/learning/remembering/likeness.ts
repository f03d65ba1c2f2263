import type { ComponentMoments } from '../../networks/component-moments.ts';
import type { TrainingImage } from '../training-image.ts';

/**
 * Shots of one part lie closer than this share of an image's usual squared distance; different parts are further apart,
 * and so are images of which most show one part.
 */
const shotsOfOnePart = 0.1;
/** Cells along each side of the grid on which whole pictures are compared. */
const cellsPerSide = 8;

/** Similarity of a training's whole pictures, by the teacher's descriptors. */
export interface Likeness {
  /**
   * Returns the most similar images, most similar first, without the image itself. They are more than `count` where
   * the part was shot more often, and fewer where there are no more.
   */
  likest(image: TrainingImage, count: number): TrainingImage[];
}

/** Collects whole pictures as means of their descriptors on a coarse grid. */
export interface LikenessCollector {
  /** @param planes descriptors of an image, `[D, rows × columns]` */
  add(image: TrainingImage, planes: Float32Array): void;
  /** @param moments μ and σ of the descriptors, to weigh all components alike */
  result(moments: ComponentMoments): Likeness;
}

/**
 * @param grid rows and columns of descriptors
 * @param inside `[rows × columns]`, 1 where a position counts
 */
export function collectLikeness(grid: readonly [number, number], inside: Uint8Array): LikenessCollector {
  const cells = coarseCells(grid, inside);
  const pictures = new Map<string, { readonly image: TrainingImage; readonly means: Float32Array }>();
  return {
    add(image, planes) {
      if (!pictures.has(image.sha256)) {
        pictures.set(image.sha256, { image, means: cellMeans(planes, cells) });
      }
    },
    result(moments) {
      const all = [...pictures.values()];
      return {
        likest(image, count) {
          const own = pictures.get(image.sha256);
          if (own === undefined) return [];
          const others = all
            .filter((other) => other !== own)
            .map((other) => ({
              image: other.image,
              distance: squaredDistance(own.means, other.means, moments),
            }))
            .sort((one, other) => one.distance - other.distance);
          const shotBelow = shotsOfOnePart * (others[Math.floor(others.length / 2)]?.distance ?? 0);
          return others
            .filter(({ distance }, place) => place < count || distance < shotBelow)
            .map((other) => other.image);
        },
      };
    },
  };
}

interface CoarseCells {
  /** Each position's coarse cell; null: the position does not count. */
  readonly cellOf: readonly (number | null)[];
  /** Counted positions per cell. */
  readonly counts: Uint32Array;
}

function coarseCells([rows, columns]: readonly [number, number], inside: Uint8Array): CoarseCells {
  const [down, across] = [Math.min(rows, cellsPerSide), Math.min(columns, cellsPerSide)];
  const cellOf = Array.from({ length: rows * columns }, (_, position) => {
    const row = Math.floor((Math.floor(position / columns) * down) / rows);
    const column = Math.floor(((position % columns) * across) / columns);
    return inside[position] === 1 ? row * across + column : null;
  });
  const counts = new Uint32Array(down * across);
  for (const cell of cellOf) if (cell !== null) counts[cell] = (counts[cell] ?? 0) + 1;
  return { cellOf, counts };
}

/** Computes the means over the positions of each cell, `[D, cells]`. */
function cellMeans(planes: Float32Array, { cellOf, counts }: CoarseCells): Float32Array {
  const positions = cellOf.length;
  const means = new Float32Array((planes.length / positions) * counts.length);
  for (const [at, value] of planes.entries()) {
    const cell = cellOf[at % positions] ?? null;
    if (cell === null) continue;
    const place = Math.floor(at / positions) * counts.length + cell;
    means[place] = (means[place] ?? 0) + value / (counts[cell] ?? 1);
  }
  return means;
}

/** Computes ‖(a − b) / σ‖² over all components and cells. */
function squaredDistance(one: Float32Array, other: Float32Array, { deviation }: ComponentMoments): number {
  const cells = one.length / deviation.length;
  let sum = 0;
  for (const [component, spread] of deviation.entries()) {
    let squares = 0;
    for (let at = component * cells; at < (component + 1) * cells; at++) {
      squares += ((one[at] ?? 0) - (other[at] ?? 0)) ** 2;
    }
    sum += squares / spread ** 2;
  }
  return sum;
}
