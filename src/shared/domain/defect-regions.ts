import { connectedComponents } from './connected-components.ts';
import { isLargeEnough, type RegionLimits, type Verdict } from './verdict.ts';

/** The regions of a map at or above the pixel threshold. */
export interface DefectRegions {
  /** Number of regions at least as large as the smallest area; without a smallest area, of all regions. */
  readonly count: number;
  /** Share of the picture that the largest region covers, 0..1, even if it is below the smallest area. */
  readonly largest: number;
}

interface LabelledRegions {
  /** `[height, width]` row-major: 0 below the threshold, else the region's number. */
  readonly labels: Int32Array;
  /** Positions of each region, by its number; 0 at index 0. */
  readonly sizes: Uint32Array;
}

/**
 * Finds the 8-connected regions of an anomaly map. The map covers the whole picture, so a share of the map is
 * a share of the picture at any camera resolution. NaN counts as above every threshold.
 *
 * @param map scores `[height, width]` row-major
 * @throws RangeError unless the map has `height · width` values
 */
export function findRegions(
  map: Float32Array,
  height: number,
  width: number,
  { pixelThreshold, smallestArea }: RegionLimits,
): DefectRegions {
  const { sizes } = labelRegions(map, height, width, pixelThreshold);
  let count = 0;
  let most = 0;
  for (const size of sizes.subarray(1)) {
    if (isLargeEnough(size / map.length, smallestArea)) count++;
    if (size > most) most = size;
  }
  return { count, largest: most / map.length };
}

/**
 * Puts every region smaller than the smallest area below the threshold, so that only regions that count are
 * outlined. Regions never touch, so the outlines of the others do not change.
 *
 * @param map scores `[height, width]` row-major; not modified
 * @returns the map itself if all its regions count
 */
export function withoutSpecks(
  map: Float32Array,
  height: number,
  width: number,
  { pixelThreshold, smallestArea }: RegionLimits,
): Float32Array {
  if (smallestArea === 0) return map;
  const { labels, sizes } = labelRegions(map, height, width, pixelThreshold);
  const isSpeck = Array.from(sizes, (size) => size > 0 && !isLargeEnough(size / map.length, smallestArea));
  if (!isSpeck.includes(true)) return map;
  return map.map((score, cell) => (isSpeck[labels[cell] ?? 0] ? Number.NEGATIVE_INFINITY : score));
}

/** The outlined area of a map. */
export interface MapOutline {
  /** `regions`: the regions that count · `strongest`: no region counts, so the strongest place · `none`. */
  readonly kind: 'regions' | 'strongest' | 'none';
  /** Scores `[height, width]`; the outline runs where they equal `level`. */
  readonly map: Float32Array;
  readonly level: number;
}

/** The strongest place extends down to this share of its peak. */
const strongestShare = 0.9;

/**
 * Chooses the outline of a part's map: the regions that count, else the strongest place, so that a part that
 * is not good always shows where. A good part only shows regions.
 *
 * @param map scores `[height, width]` row-major; not modified
 */
export function outlineOf(
  map: Float32Array,
  height: number,
  width: number,
  limits: RegionLimits,
  verdict: Verdict,
): MapOutline {
  const level = limits.pixelThreshold;
  const counted = withoutSpecks(map, height, width, limits);
  // `!(score < level)` instead of `score >= level`, so that NaN never counts as good.
  if (counted.some((score) => !(score < level))) return { kind: 'regions', map: counted, level };
  if (verdict === 'good') return { kind: 'none', map: counted, level };
  return strongestPlace(map, height, width) ?? { kind: 'none', map: counted, level };
}

/** Returns the region around the highest position; null if no position is finite. */
function strongestPlace(map: Float32Array, height: number, width: number): MapOutline | null {
  let peak = -1;
  map.forEach((score, cell) => {
    if (Number.isFinite(score) && (peak < 0 || score > (map[peak] ?? 0))) peak = cell;
  });
  const highest = map[peak];
  if (highest === undefined) return null;
  const level = highest > 0 ? highest * strongestShare : highest;
  const mask = Uint8Array.from(map, (score) => (score >= level ? 1 : 0));
  const { labels } = connectedComponents(mask, height, width);
  const own = labels[peak];
  const place = map.map((score, cell) => (labels[cell] === own ? score : Number.NEGATIVE_INFINITY));
  return { kind: 'strongest', map: place, level };
}

function labelRegions(
  map: Float32Array,
  height: number,
  width: number,
  pixelThreshold: number,
): LabelledRegions {
  const mask = new Uint8Array(map.length);
  for (let cell = 0; cell < map.length; cell++) {
    // `!(… < pixelThreshold)` instead of `… >= pixelThreshold`, so that NaN never counts as good.
    if (!((map[cell] ?? 0) < pixelThreshold)) mask[cell] = 1;
  }
  const { labels, count } = connectedComponents(mask, height, width);
  const sizes = new Uint32Array(count + 1);
  for (let cell = 0; cell < labels.length; cell++) {
    const label = labels[cell] ?? 0;
    if (label !== 0) sizes[label] = (sizes[label] ?? 0) + 1;
  }
  return { labels, sizes };
}
