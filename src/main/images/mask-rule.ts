/** Why a picture is no ground truth: it marks nothing, or nearly everything (black marks the defect). */
export type MarkingProblem = 'empty' | 'inverted';

/** The marked pixels of a mask, or why they cannot be determined. */
export type Marking =
  | { readonly mask: Uint8Array; readonly problem: null }
  | { readonly mask: null; readonly problem: MarkingProblem };

/** The levels of a mask: how far each pixel is from black. */
export interface MaskLevels {
  /** `[height, width]` row-major, 0 where the picture is black or transparent. */
  readonly levels: Uint16Array;
  readonly height: number;
  readonly width: number;
  /** Whether the format blurs edges (JPEG), so that levels near black are no marks. */
  readonly lossy: boolean;
}

/** Levels up to this are class numbers, not brightness. */
const mostClasses = 31;
/** A JPEG with a lower brightest level is noise on black. */
const faintestJpeg = 16;
/** Share of faint pixels on an edge from which on a mask counts as scaled with soft edges. */
const softEdges = 0.5;
/** Largest change of levels by lossy compression, as a share of the brightest. */
const mostNoise = 8 / 255;
/**
 * A mask that marks more than these shares of the picture and of its border is inverted; a defect may touch
 * the border.
 */
const [mostMarked, mostBorder] = [0.5, 0.5];

/**
 * Determines the marked pixels of any mask: pixels that are not black. Only with soft edges (a scaled mask)
 * or noisy levels (JPEG, WebP, and files converted from these) do pixels up to half the brightest level count
 * as ground.
 *
 * Edges are soft if most of the faint pixels lie between a darker and a brighter neighbour; areas and lines
 * of class numbers do not.
 *
 * @param trusted whether a mask that marks nearly everything is accepted
 */
export function markedOn({ levels, height, width, lossy }: MaskLevels, trusted = false): Marking {
  let brightest = 0;
  for (const level of levels) if (level > brightest) brightest = level;
  if (brightest === 0 || (lossy && brightest < faintestJpeg)) return { mask: null, problem: 'empty' };
  const half = brightest / 2;
  const soft =
    lossy ||
    (brightest > mostClasses && (isNoisy(levels, brightest) || hasSoftEdges(levels, height, width, half)));
  const ground = soft ? half : 0;
  const mask = new Uint8Array(levels.length);
  let marked = 0;
  for (let pixel = 0; pixel < levels.length; pixel++) {
    if ((levels[pixel] ?? 0) <= ground) continue;
    mask[pixel] = 1;
    marked += 1;
  }
  if (!trusted && marked > mostMarked * mask.length && borderShare(mask, height, width) > mostBorder) {
    return { mask: null, problem: 'inverted' };
  }
  return { mask, problem: null };
}

/**
 * Returns whether lossy compression has changed the levels: some lie just above black, and most bright ones
 * are nearly, but not all exactly, white. Class or instance numbers spread over all levels instead.
 */
function isNoisy(levels: Uint16Array, brightest: number): boolean {
  const noise = mostNoise * brightest;
  let [faint, bright, nearlyWhite, white] = [0, 0, 0, 0];
  for (const level of levels) {
    if (level === 0) continue;
    if (level <= noise) faint += 1;
    if (level > brightest / 2) bright += 1;
    if (level === brightest) white += 1;
    else if (level >= brightest - noise) nearlyWhite += 1;
  }
  return faint > 0 && nearlyWhite > 0 && 2 * (nearlyWhite + white) > bright;
}

function hasSoftEdges(levels: Uint16Array, height: number, width: number, half: number): boolean {
  let faint = 0;
  let between = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const level = levels[row * width + column] ?? 0;
      if (level === 0 || level > half) continue;
      faint += 1;
      if (liesBetween(levels, row, column, height, width)) between += 1;
    }
  }
  return faint > 0 && between >= softEdges * faint;
}

/** Returns whether a pixel has both a darker and a brighter one among its eight neighbours. */
function liesBetween(
  levels: Uint16Array,
  row: number,
  column: number,
  height: number,
  width: number,
): boolean {
  const level = levels[row * width + column] ?? 0;
  let [darker, brighter] = [false, false];
  for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, height - 1); y++) {
    for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, width - 1); x++) {
      const other = levels[y * width + x] ?? 0;
      if (other < level) darker = true;
      if (other > level) brighter = true;
    }
  }
  return darker && brighter;
}

/** Returns the marked share of the border's pixels, 0..1. */
function borderShare(mask: Uint8Array, height: number, width: number): number {
  let marked = 0;
  let border = 0;
  for (let row = 0; row < height; row++) {
    const inner = row > 0 && row < height - 1;
    for (let column = 0; column < width; column += inner ? Math.max(width - 1, 1) : 1) {
      border += 1;
      marked += mask[row * width + column] ?? 0;
    }
  }
  return marked / border;
}
