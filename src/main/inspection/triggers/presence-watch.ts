import { median } from '../../../shared/domain/robust-deviation.ts';
import { areaMask, wholePicture, type InspectedArea } from '../../../shared/domain/region.ts';
import { differencesOf, shareAbove } from './picture-change.ts';
import { isSameGrid, type ReducedPicture } from './reduced-picture.ts';

/** Smallest share of the inspected area that a part covers; dust covers less. */
const smallestPart = 0.005;
/**
 * Share of a part's cells that may still differ after it left. Such dirt belongs to the empty area from then
 * on.
 */
const leftBehind = 0.25;
/**
 * Cells differ by at least this many grey levels, or this factor times the camera's noise, whichever is more.
 */
const leastDifference = 8;
const noiseFactor = 6;
/** Time in which the empty area adapts to changing light, milliseconds. */
const followsLightMs = 2000;
/** Frames in which the noise estimate adapts. */
const noiseFrames = 20;
/** Most cells used to estimate noise and light. */
const mostCells = 512;

export interface PresenceSettings {
  /** How long the picture must rest before its part is taken, milliseconds. */
  readonly restMs: number;
  /** A part that returns within this many milliseconds is the same part. */
  readonly debounceMs: number;
}

export interface PresenceWatch {
  /**
   * Takes the pictures in order.
   *
   * @param at when the picture was taken, milliseconds of any clock
   * @returns whether this picture shows a part that came into the area and rests now; true once per
   *   appearance
   */
  see(picture: ReducedPicture, at: number): boolean;
  /** Watches another area from the next picture on. */
  watch(area: InspectedArea): void;
}

/** The state of the watch. */
type Phase =
  | {
      readonly kind: 'empty';
      /** Share of cells that the last part left different, until the empty area is learnt again. */
      readonly residue: number;
    }
  /** The part was taken and has to leave before another one counts. */
  | { readonly kind: 'taken'; readonly covered: number };

/**
 * Detects from pictures when a part has come into the inspected area and rests. The area must be empty at the
 * start. The watch tolerates sensor noise, slowly changing light and flickering lamps. It cannot separate
 * parts that follow each other without a gap.
 */
export function createPresenceWatch({ restMs, debounceMs }: PresenceSettings): PresenceWatch {
  let area: InspectedArea = wholePicture;
  let mask: Uint8Array = new Uint8Array(0);
  let phase: Phase = { kind: 'empty', residue: 0 };
  /** The area without a part: the first picture that rests. */
  let empty: ReducedPicture | null = null;
  let previous: { readonly picture: ReducedPicture; readonly at: number } | null = null;
  /** The first of the consecutive pictures that look alike. */
  let rest: { readonly picture: ReducedPicture; readonly since: number } | null = null;
  /** Since when something has been in the area; null: the area is empty. */
  let cameAt: number | null = null;
  let leftAt = Number.NEGATIVE_INFINITY;
  /** Grey levels by which a cell changes between frames while nothing happens. */
  let noise = 1;

  const limit = (): number => Math.max(leastDifference, noiseFactor * noise);
  const shareOf = (picture: ReducedPicture, reference: ReducedPicture): number =>
    shareAbove(differencesOf(picture, reference, mask), mask, limit());

  function begin(picture: ReducedPicture): void {
    mask = areaMask(area, picture.height, picture.width);
    phase = { kind: 'empty', residue: 0 };
    empty = null;
    rest = null;
  }

  /** Returns evenly spread cells of the inspected area. */
  function someCells(): number[] {
    const step = Math.max(1, Math.floor(mask.length / mostCells));
    const cells: number[] = [];
    for (let cell = 0; cell < mask.length; cell += step) if (mask[cell] === 1) cells.push(cell);
    return cells;
  }

  function measureNoise(picture: ReducedPicture, before: ReducedPicture): void {
    const differences = differencesOf(picture, before, mask);
    const measured = median(someCells().map((cell) => differences[cell] ?? 0));
    // While most of the area moves, the median measures no noise.
    if (Number.isFinite(measured) && measured < 3 * noise + 1) noise += (measured - noise) / noiseFrames;
  }

  /**
   * Returns whether the picture has rested long enough. Compares with the first resting picture, so that slow
   * motion adds up.
   */
  function rests(picture: ReducedPicture, at: number): boolean {
    if (rest === null || at < rest.since || shareOf(picture, rest.picture) > smallestPart / 2) {
      rest = { picture, since: at };
    }
    return at - rest.since >= restMs;
  }

  /**
   * Adapts the empty area to the present light: visible cells by themselves, cells under a part by the
   * visible cells' factor.
   */
  function followLight(reference: ReducedPicture, picture: ReducedPicture, elapsed: number): void {
    const part = 1 - Math.exp(-elapsed / followsLightMs);
    const differences = differencesOf(picture, reference, mask);
    const isSeen = (cell: number): boolean => (differences[cell] ?? 0) <= limit();
    const ratios: number[] = [];
    for (const cell of someCells()) {
      const before = reference.data[cell * 3 + 1] ?? 0;
      if (isSeen(cell) && before > 0) ratios.push((picture.data[cell * 3 + 1] ?? 0) / before);
    }
    const change = ratios.length === 0 ? 1 : median(ratios);
    for (let at = 0; at < reference.data.length; at++) {
      const before = reference.data[at] ?? 0;
      const now = isSeen(Math.floor(at / 3)) ? (picture.data[at] ?? 0) : before * change;
      reference.data[at] = before + part * (now - before);
    }
  }

  function see(picture: ReducedPicture, at: number): boolean {
    if (previous === null || !isSameGrid(picture, previous.picture)) begin(picture);
    else measureNoise(picture, previous.picture);
    const elapsed = previous === null ? 0 : Math.max(0, at - previous.at);
    previous = { picture, at };
    const isAtRest = rests(picture, at);
    if (empty === null) {
      if (isAtRest) learnEmpty(picture);
      return false;
    }
    const covered = shareOf(picture, empty);
    followLight(empty, picture, elapsed);
    if (phase.kind === 'taken') {
      phase = afterTaken(phase.covered, covered, at);
      return false;
    }
    if (covered <= Math.max(smallestPart, phase.residue)) {
      cameAt = null;
      if (isAtRest && phase.residue > 0) learnEmpty(picture);
      return false;
    }
    cameAt ??= at;
    if (!isAtRest) return false;
    phase = { kind: 'taken', covered };
    return cameAt - leftAt >= debounceMs;
  }

  /** Stores a picture of the area without a part. */
  function learnEmpty(picture: ReducedPicture): void {
    empty = { ...picture, data: picture.data.slice() };
    phase = { kind: 'empty', residue: 0 };
  }

  /** @param most the largest share that the part covered @param covered the share that differs now */
  function afterTaken(most: number, covered: number, at: number): Phase {
    const residue = leftBehind * most;
    if (covered > Math.max(smallestPart / 2, residue)) {
      return { kind: 'taken', covered: Math.max(covered, most) };
    }
    leftAt = at;
    cameAt = null;
    return { kind: 'empty', residue };
  }

  return {
    see,
    watch(next) {
      area = next;
      if (previous !== null) mask = areaMask(area, previous.picture.height, previous.picture.width);
    },
  };
}
