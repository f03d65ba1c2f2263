import type { Limits, Measured } from './verdict.ts';

/** The pixel thresholds at which an evaluation measured the largest regions. */
export interface RegionProfile {
  /** Positions per map. */
  readonly cells: number;
  /** Rising. */
  readonly pixelThresholds: readonly number[];
}

/**
 * A part with its largest region at each threshold of a profile. With it, limits can be tried without the
 * map.
 */
export interface ProfiledPart {
  readonly score: number;
  /**
   * Size of the largest region in positions, for each pixel threshold; empty in evaluations without a
   * profile.
   */
  readonly largestRegions: readonly number[];
}

/** 0.10, 0.15 … 2.00: thresholds that an engineer may choose without a new evaluation. */
const usual = Array.from({ length: 39 }, (_, step) => ((step + 2) * 5) / 100);

/** Returns the pixel thresholds of a profile: the usual ones and the one in force. */
export function profileThresholds(inForce: number): number[] {
  return [...new Set([...usual, inForce])].sort((a, b) => a - b);
}

/**
 * Measures the largest 8-connected region of a map at several thresholds in one pass. It adds positions from
 * the highest downwards and joins regions that meet (disjoint-set forest). NaN counts as above every
 * threshold.
 *
 * @param map scores `[height, width]` row-major
 * @param pixelThresholds rising
 * @returns positions of the largest region at each threshold, 0 without a region
 */
export function largestRegions(
  map: Float32Array,
  height: number,
  width: number,
  pixelThresholds: readonly number[],
): number[] {
  /** A region's root holds minus its size, any other position its parent; 0: not added yet. */
  const forest = new Int32Array(map.length + 1);
  const largest = new Array<number>(pixelThresholds.length).fill(0);
  const byLevel = cellsByLevel(map, pixelThresholds);
  let most = 0;
  for (let level = pixelThresholds.length - 1; level >= 0; level--) {
    for (const cell of byLevel[level] ?? []) {
      const row = Math.floor(cell / width);
      const column = cell - row * width;
      let root = cell + 1;
      forest[root] = -1;
      for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, height - 1); y++) {
        for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, width - 1); x++) {
          const neighbour = y * width + x + 1;
          if (forest[neighbour] !== 0) root = join(forest, root, neighbour);
        }
      }
      most = Math.max(most, -(forest[root] ?? 0));
    }
    largest[level] = most;
  }
  return largest;
}

/** Groups the positions by the highest threshold that they reach; drops those that reach none. */
function cellsByLevel(map: Float32Array, pixelThresholds: readonly number[]): number[][] {
  const cells: number[][] = pixelThresholds.map(() => []);
  for (let cell = 0; cell < map.length; cell++) {
    const score = map[cell] ?? 0;
    let level = pixelThresholds.length - 1;
    while (level >= 0 && score < (pixelThresholds[level] ?? 0)) level--;
    cells[level]?.push(cell);
  }
  return cells;
}

/** Joins the regions of two positions. @returns the new root: that of the larger region */
function join(forest: Int32Array, one: number, other: number): number {
  const a = rootOf(forest, one);
  const b = rootOf(forest, other);
  if (a === b) return a;
  const [size, otherSize] = [forest[a] ?? 0, forest[b] ?? 0];
  const [root, child] = size <= otherSize ? [a, b] : [b, a];
  forest[root] = size + otherSize;
  forest[child] = root;
  return root;
}

function rootOf(forest: Int32Array, position: number): number {
  let root = position;
  for (let parent = forest[root] ?? 0; parent > 0; parent = forest[root] ?? 0) {
    const grandparent = forest[parent] ?? 0;
    if (grandparent > 0) forest[root] = grandparent;
    root = parent;
  }
  return root;
}

/**
 * Prepares parts for judging at any pixel threshold. Between two thresholds of the profile, e.g. while a user
 * drags T2, region sizes are interpolated linearly.
 *
 * @param profile null in evaluations that measured no regions
 * @returns `known` false outside the profile; then only the image score can be judged
 */
export function measuredAt<Part extends ProfiledPart>(
  parts: readonly Part[],
  profile: RegionProfile | null,
  pixelThreshold: number,
): { readonly parts: (Part & Measured)[]; readonly known: boolean } {
  const place = profile === null ? null : placeIn(profile.pixelThresholds, pixelThreshold);
  const cells = profile?.cells ?? 1;
  return {
    parts: parts.map((part) => ({ ...part, largestRegion: sizeAt(part.largestRegions, place) / cells })),
    known: place !== null,
  };
}

/** The two thresholds around another one, and its share of the way from the lower to the upper, 0..1. */
interface ProfilePlace {
  readonly below: number;
  readonly above: number;
  readonly share: number;
}

function placeIn(pixelThresholds: readonly number[], wanted: number): ProfilePlace | null {
  const above = pixelThresholds.findIndex((threshold) => threshold >= wanted);
  const high = pixelThresholds[above];
  if (high === undefined) return null;
  if (high === wanted) return { below: above, above, share: 0 };
  const low = pixelThresholds[above - 1];
  return low === undefined ? null : { below: above - 1, above, share: (wanted - low) / (high - low) };
}

function sizeAt(sizes: readonly number[], place: ProfilePlace | null): number {
  if (place === null) return 0;
  const [larger, smaller] = [sizes[place.below] ?? 0, sizes[place.above] ?? 0];
  return larger + (smaller - larger) * place.share;
}

/** Prepares an evaluation's parts for judging at its own pixel threshold. */
export function measuredParts<Part extends ProfiledPart>({
  scores,
  regionProfile,
  thresholds,
}: {
  readonly scores: readonly Part[];
  readonly regionProfile: RegionProfile | null;
  readonly thresholds: Limits;
}): (Part & Measured)[] {
  return measuredAt(scores, regionProfile, thresholds.pixelThreshold).parts;
}

/** Returns the threshold of a profile nearest to the wished one. */
export function nearestThreshold(wished: number, pixelThresholds: readonly number[]): number {
  return pixelThresholds.reduce(
    (nearest, next) => (Math.abs(next - wished) < Math.abs(nearest - wished) ? next : nearest),
    pixelThresholds[0] ?? wished,
  );
}
