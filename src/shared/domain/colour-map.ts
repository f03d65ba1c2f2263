import type { Thresholds } from './verdict.ts';

/** The scores that a heatmap's colours stand for. On one scale, equal colours mean equal scores. */
export interface HeatScale {
  /** Score of the first colour; lower scores are transparent. */
  readonly start: number;
  /** Score of the last colour; higher scores have the same colour. */
  readonly end: number;
  /** Whether opacity rises from 0 at `start`; false: the first colour is half opaque. */
  readonly rising: boolean;
}

/** Red, green, blue, alpha, each 0..255. */
export type Rgba = readonly [number, number, number, number];

/**
 * The ramp's stops at equal steps: the upper seven tenths of matplotlib's `inferno` (CC0), whose lightness
 * rises evenly. The dark lower end is left out because it would hide the part.
 */
const stops: readonly (readonly [number, number, number])[] = [
  [106, 23, 110],
  [147, 38, 103],
  [188, 55, 84],
  [221, 81, 58],
  [243, 120, 25],
  [252, 165, 10],
  [246, 215, 70],
  [252, 255, 164],
];

const steps = 256;
/** Every colour is translucent, so that the defect stays visible below it. */
const firstAlpha = 110;
const lastAlpha = 196;

/** `[256, 4]`: the ramp's colours and alphas. */
const ramp = makeRamp(firstAlpha);
/** The same ramp with one number per colour. */
const rampPixels = new Uint32Array(ramp.buffer);
/** The same colours with opacity rising from 0. */
const risingRamp = makeRamp(0);
const risingPixels = new Uint32Array(risingRamp.buffer);

/**
 * Returns the scale of a product's heatmaps: from T1 to twice T2, so that scores between T2 and twice T2
 * differ in colour. The limits fix the scale; the frame does not influence it.
 */
export function heatScale({ review, defect }: Thresholds): HeatScale {
  const size = Math.max(Math.abs(review), Math.abs(defect)) || 1;
  return { start: review, end: defect + Math.max(defect - review, size), rising: false };
}

/**
 * Returns a model's whole scale: from 0 to twice T2. It does not start at T1, since an escape's map lies
 * below T1. Evaluated pictures use this scale with the evaluation's limits, so colours keep their meaning
 * while a user drags limits.
 */
export function wholeScale({ review, defect }: Thresholds): HeatScale {
  const start = Math.min(0, review);
  const size = Math.max(defect - start, Math.abs(defect)) || 1;
  return { start, end: start + 2 * size, rising: true };
}

/**
 * Returns a scale from the lowest to the highest score of one map, to show small differences. Its colours are
 * not comparable with those of other pictures.
 */
export function pictureScale(map: Float32Array): HeatScale {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const score of map) {
    if (!Number.isFinite(score)) continue;
    if (score < start) start = score;
    if (score > end) end = score;
  }
  if (end < start) return { start: 0, end: 1, rising: true };
  return { start, end: end > start ? end : start + (Math.abs(start) || 1), rising: true };
}

/** Returns the position of a score on the scale, 0 at its start, 1 at its end, clamped; 1 for NaN. */
export function heatPosition(scale: HeatScale, score: number): number {
  const position = (score - scale.start) / (scale.end - scale.start);
  return Number.isNaN(position) ? 1 : Math.min(Math.max(position, 0), 1);
}

/**
 * Returns the colour at a position 0..1 of the ramp, e.g. for the legend.
 *
 * @param rising takes the ramp whose opacity rises from 0
 */
export function rampColour(position: number, rising = false): Rgba {
  const colours = rising ? risingRamp : ramp;
  const at = Math.round(Math.min(Math.max(position, 0), 1) * (steps - 1)) * 4;
  return [colours[at] ?? 0, colours[at + 1] ?? 0, colours[at + 2] ?? 0, colours[at + 3] ?? 0];
}

/**
 * Colours an anomaly map.
 *
 * @param map scores, `[H, W]` row-major
 * @param target receives RGBA, `[H, W, 4]`, the layout of a canvas' `ImageData`
 * @throws RangeError unless the target has four values per score
 */
export function colourise(
  map: Float32Array,
  { start, end, rising }: HeatScale,
  target: Uint8ClampedArray,
): void {
  if (target.length !== map.length * 4) {
    throw new RangeError(`${map.length} scores need ${map.length * 4} values, not ${target.length}`);
  }
  const colours = rising ? risingPixels : rampPixels;
  const factor = (steps - 1) / (end - start);
  // Writes four channels at once, because the live path runs this loop over all pixels.
  const pixels = new Uint32Array(target.buffer, target.byteOffset, map.length);
  for (let index = 0; index < map.length; index++) {
    const score = map[index] ?? Number.NaN;
    if (score < start) {
      pixels[index] = 0;
      continue;
    }
    const step = (score - start) * factor;
    pixels[index] = colours[step < steps - 1 ? Math.round(step) : steps - 1] ?? 0;
  }
}

function makeRamp(startAlpha: number): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(steps * 4);
  for (let step = 0; step < steps; step++) {
    const position = step / (steps - 1);
    const along = position * (stops.length - 1);
    const before = Math.min(Math.floor(along), stops.length - 2);
    const share = along - before;
    for (let channel = 0; channel < 3; channel++) {
      const from = stops[before]?.[channel] ?? 0;
      const to = stops[before + 1]?.[channel] ?? 0;
      colours[step * 4 + channel] = from + (to - from) * share;
    }
    colours[step * 4 + 3] = startAlpha + (lastAlpha - startAlpha) * position;
  }
  return colours;
}
