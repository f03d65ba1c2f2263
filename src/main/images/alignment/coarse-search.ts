import FFT from 'fft.js';
import { coarser, steepness, valueBetween, type SmallPicture } from './small-picture.ts';

/** A possible pose on the grid: shift of the part's middle in cells, clockwise turn in radians. */
export interface GridPose {
  readonly angle: number;
  readonly right: number;
  readonly down: number;
}

/** A pose worth refining, with its correlation. */
export interface Candidate extends GridPose {
  readonly correlation: number;
}

/** Searches a part anywhere in a picture, turned by any angle. */
export interface CoarseSearch {
  /** Returns the best poses, best first. @param picture luminance on the reference's grid */
  candidates(picture: SmallPicture): Candidate[];
  /** Returns the best correlation at each tried angle, from upright clockwise. */
  correlations(picture: SmallPicture): number[];
}

/** Grid cells per correlated cell, along a side. */
const shrink = 3;
/** Cells per side of the correlated plane. */
const correlatedSide = 32;
/** Longest side of the grid, cells. */
export const longestGridSide = shrink * correlatedSide;
/** Number of tried angles; refinement finds the way between two of them. */
const tried = 36;
/** Most poses to refine; parts with symmetries have several similar ones. */
const mostCandidates = 3;

/**
 * Prepares the search for a part: computes the spectra of its edges, turned by each angle. A picture's edges
 * are then correlated with each over all shifts at once (the correlation theorem).
 *
 * @param reference luminance of the aligned part
 * @param centre of turning, cells
 * @param turns whether the part may be turned; otherwise it is only searched upright
 */
export function prepareCoarseSearch(
  reference: SmallPicture,
  centre: { readonly x: number; readonly y: number },
  turns: boolean,
): CoarseSearch {
  const edges = steepness(reference);
  const plane = createPlane();
  const angles = Array.from({ length: turns ? tried : 1 }, (_, turn) => (2 * Math.PI * turn) / tried);
  const templates = angles.map((angle) =>
    plane.spectrum(standardised(coarser(turned(edges, centre, angle), shrink))),
  );
  // One transform gives two correlations: they are real, so one is in its real part and one in its imaginary
  // part.
  const pairs = templates.flatMap((template, turn) =>
    turn % 2 === 0 ? [conjugatePair(template, templates[turn + 1] ?? null)] : [],
  );

  function peaks(picture: SmallPicture) {
    const spectrum = plane.spectrum(standardised(coarser(steepness(picture), shrink)));
    return pairs.flatMap((pair) => plane.peaksOf(spectrum, pair)).slice(0, angles.length);
  }

  return {
    candidates(picture) {
      const found = peaks(picture).map(({ correlation, x, y }, turn) => ({
        correlation,
        angle: angles[turn] ?? 0,
        right: nearest(x, centre.x / shrink) * shrink,
        down: nearest(y, centre.y / shrink) * shrink,
      }));
      return found
        .filter(({ correlation }, turn) => {
          const before = found.at(turn - 1)?.correlation ?? 0;
          const after = found[(turn + 1) % found.length]?.correlation ?? 0;
          return correlation >= before && correlation >= after;
        })
        .toSorted((a, b) => b.correlation - a.correlation)
        .slice(0, mostCandidates);
    },
    correlations: (picture) => peaks(picture).map(({ correlation }) => correlation),
  };
}

/**
 * Resolves a shift, which is known only modulo the plane's side, by keeping the part's middle on the plane.
 */
function nearest(shift: number, centre: number): number {
  return centre + shift >= correlatedSide ? shift - correlatedSide : shift;
}

/** Turns a picture clockwise about a place; 0 where it shows nothing. @param angle radians */
function turned(
  picture: SmallPicture,
  centre: { readonly x: number; readonly y: number },
  angle: number,
): SmallPicture {
  const { width, height } = picture;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [right, down] = [x - centre.x, y - centre.y];
      const from = [centre.x + cos * right + sin * down, centre.y - sin * right + cos * down] as const;
      values[y * width + x] = valueBetween(picture, ...from) ?? 0;
    }
  }
  return { ...picture, values };
}

/** Scales to mean 0 and length 1, so that correlations are comparable. */
function standardised(picture: SmallPicture): SmallPicture {
  const { values } = picture;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  return { ...picture, values: values.map((value) => (value - mean) * scale) };
}

/** Complex numbers `[32, 32]`, alternating real and imaginary parts. */
type Spectrum = Float64Array;

/** Returns one conjugate spectrum plus i times another. */
function conjugatePair(one: Spectrum, other: Spectrum | null): Spectrum {
  const pair = new Float64Array(one.length);
  for (let at = 0; at < one.length; at += 2) {
    pair[at] = (one[at] ?? 0) + (other?.[at + 1] ?? 0);
    pair[at + 1] = (other?.[at] ?? 0) - (one[at + 1] ?? 0);
  }
  return pair;
}

/** Makes Fourier transforms of a plane of 32 × 32 places, by rows and then by columns. */
function createPlane() {
  const transform = new FFT(correlatedSide);
  const row = 2 * correlatedSide;
  const size = correlatedSide * row;
  const rowsOf = (values: Spectrum): Spectrum[] =>
    Array.from({ length: correlatedSide }, (_, index) => values.subarray(index * row, (index + 1) * row));
  const [from, between, to] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const [fromRows, betweenRows, toRows] = [rowsOf(from), rowsOf(between), rowsOf(to)];

  /** Transforms `from` into `to`. Rows and columns are exchanged, which a correlation reverses. */
  function transformPlane(direction: 'transform' | 'inverseTransform'): void {
    for (const [index, values] of fromRows.entries()) transform[direction](betweenRows[index], values);
    for (let y = 0; y < correlatedSide; y++) {
      for (let x = 0; x < correlatedSide; x++) {
        const [at, turnedTo] = [y * row + 2 * x, x * row + 2 * y];
        from[turnedTo] = between[at] ?? 0;
        from[turnedTo + 1] = between[at + 1] ?? 0;
      }
    }
    for (const [index, values] of fromRows.entries()) transform[direction](toRows[index], values);
  }

  function peakAt(part: 0 | 1): { correlation: number; x: number; y: number } {
    let best: number = part;
    for (let at: number = part; at < size; at += 2) if ((to[at] ?? 0) > (to[best] ?? 0)) best = at;
    const place = Math.floor(best / 2);
    return { correlation: to[best] ?? 0, x: place % correlatedSide, y: Math.floor(place / correlatedSide) };
  }

  return {
    spectrum({ width, height, values }: SmallPicture): Spectrum {
      from.fill(0);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) from[y * row + 2 * x] = values[y * width + x] ?? 0;
      }
      transformPlane('transform');
      return to.slice();
    },
    /** Returns where a picture correlates most with the two templates of a pair. */
    peaksOf(spectrum: Spectrum, pair: Spectrum) {
      for (let at = 0; at < size; at += 2) {
        const [a, b] = [spectrum[at] ?? 0, spectrum[at + 1] ?? 0];
        const [c, d] = [pair[at] ?? 0, pair[at + 1] ?? 0];
        from[at] = a * c - b * d;
        from[at + 1] = a * d + b * c;
      }
      transformPlane('inverseTransform');
      return [peakAt(0), peakAt(1)];
    },
  };
}
