import { thinned } from '../../../shared/domain/thinned.ts';
import { areaUnder, proPoints, type ProPoint } from './au-pro.ts';
import { countedAuroc } from './auroc.ts';
import { connectedComponents } from '../../../shared/domain/connected-components.ts';
import { binOf, FineHistogram } from './fine-histogram.ts';
import { enlargedRows, type WriteRow } from '../../../shared/domain/upsample.ts';
import { ensureSizes, type ScoredMap } from './scored-map.ts';

/** A group of ground-truth regions. */
interface Regions {
  count: number;
  /** The regions' pixels, each of weight 1 / size of its region. */
  readonly pixels: FineHistogram;
}

/** AU-PRO of a group of regions, against all good pixels. */
export interface GroupAuPro {
  readonly group: string;
  /** How many regions the group has. */
  readonly regions: number;
  /** 0..1, null when there is no good pixel. */
  readonly auPro: number | null;
}

/**
 * Counts the pixels of a test set map by map. Keeps no maps, so memory does not grow with their number;
 * enlarges a map to the picture's pixels row by row. Regions are 8-connected; scores in one bin of `binOf`
 * count as equal.
 */
export class PixelStatistics {
  readonly #good = new FineHistogram();
  readonly #defective = new FineHistogram();
  readonly #all = noRegions();
  readonly #groups = new Map<string, Regions>();

  /**
   * Counts a map's pixels.
   *
   * @param group of the map's regions, e.g. the kind of defect
   * @throws RangeError if a score is NaN or the map's sizes disagree
   */
  add(map: ScoredMap, group: string): void {
    ensureSizes(map);
    const { height, width } = map.grid ?? map;
    const inside = map.grid?.inside ?? null;
    const truth = map.mask === null ? null : regionsOf(map.mask, inside, height, width);
    const regions = this.#groups.get(group) ?? noRegions();
    if (truth && truth.count > 0) this.#groups.set(group, regions);
    for (const some of [this.#all, regions]) some.count += truth?.count ?? 0;
    const scores = new Float32Array(width);
    const bits = new Uint32Array(scores.buffer);
    const writeRow = rowsOf(map);
    for (let row = 0; row < height; row++) {
      writeRow(row, scores);
      if (truth === null && inside === null) {
        this.#good.addAll(bits);
        continue;
      }
      for (let column = 0; column < width; column++) {
        const bin = binOf(bits[column] ?? 0);
        const pixel = row * width + column;
        if (inside !== null && inside[pixel] === 0) continue;
        const label = truth?.labels[pixel] ?? 0;
        if (label === 0) {
          this.#good.add(bin, 1);
          continue;
        }
        const weight = truth?.weights[label] ?? 1;
        this.#defective.add(bin, 1);
        this.#all.pixels.add(bin, weight);
        regions.pixels.add(bin, weight);
      }
    }
  }

  /** Returns AUROC over all pixels, 0..1; null without good or without defective ones. */
  auroc(): number | null {
    return countedAuroc(this.#good, this.#defective);
  }

  /**
   * Returns the normalised area under the per-region-overlap curve, see `proPoints`.
   *
   * @param limit largest false-positive rate
   * @returns 0..1; null without good or without defective pixels
   * @throws RangeError if the limit is not in (0, 1]
   */
  auPro(limit: number): number | null {
    return this.#auProOf(this.#all, limit);
  }

  /** Returns the per-region-overlap curve with at most some hundred points; empty if `auPro` is null. */
  proCurve(limit: number): ProPoint[] {
    if (this.auPro(limit) === null) return [];
    const { pixels, count } = this.#all;
    const points = proPoints(this.#good, pixels, count, limit);
    return thinned(points, ({ falsePositiveRate, overlap }) => [falsePositiveRate / limit, overlap]);
  }

  /** AU-PRO of each group that has regions. */
  auProByGroup(limit: number): GroupAuPro[] {
    return [...this.#groups].map(([group, regions]) => ({
      group,
      regions: regions.count,
      auPro: this.#auProOf(regions, limit),
    }));
  }

  #auProOf({ pixels, count }: Regions, limit: number): number | null {
    if (!(limit > 0 && limit <= 1)) {
      throw new RangeError(`The false-positive limit ${limit} is not in (0, 1]`);
    }
    if (count === 0 || this.#good.total === 0) return null;
    return areaUnder(proPoints(this.#good, pixels, count, limit), limit);
  }
}

/** Returns the regions in the inspected part of a mask. */
function regionsOf(mask: Uint8Array, inside: Uint8Array | null, height: number, width: number) {
  const inspected = inside === null ? mask : mask.map((value, pixel) => (inside[pixel] === 0 ? 0 : value));
  const { labels, count } = connectedComponents(inspected, height, width);
  const sizes = new Uint32Array(count + 1);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  /** Weight of a pixel by its region: 1 / size of the region. */
  return { labels, count, weights: Float64Array.from(sizes, (size) => 1 / size) };
}

/** Returns the map's rows on the grid of the measurement. */
function rowsOf({ scores, height, width, grid }: ScoredMap): WriteRow {
  if (grid && (grid.height !== height || grid.width !== width)) {
    return enlargedRows(scores, height, width, grid.height, grid.width);
  }
  return (row, target) => target.set(scores.subarray(row * width, (row + 1) * width));
}

function noRegions(): Regions {
  return { count: 0, pixels: new FineHistogram() };
}
