import type { Outline, Point } from '../../../shared/domain/region.ts';

/** Corners closer together than this share of the picture add nothing to an outline. */
const leastStep = 0.008;
/** Most corners of a drawn outline. */
const mostCorners = 400;
/** Outlines that cover less than this share of the picture are slips of the hand. */
const leastSurface = 2e-4;

/** The outline with a further corner, unless that lies all but on the last one. */
export function withCorner(outline: Outline, corner: Point): Outline {
  const last = outline.at(-1);
  const near = last && Math.hypot(corner.x - last.x, corner.y - last.y) < leastStep;
  return near || outline.length >= mostCorners ? outline : [...outline, rounded(corner)];
}

/** Whether an outline encloses anything worth excluding. */
export function isDrawn(outline: Outline): boolean {
  return outline.length >= 3 && Math.abs(signedSurface(outline)) >= leastSurface;
}

/** The outline moved by `delta` (shares of the picture), no farther than the picture's edges. */
export function movedOutline(outline: Outline, delta: Point): Outline {
  const held = (values: readonly number[], shift: number): number =>
    Math.min(Math.max(shift, -Math.min(...values)), 1 - Math.max(...values));
  const x = held(
    outline.map((corner) => corner.x),
    delta.x,
  );
  const y = held(
    outline.map((corner) => corner.y),
    delta.y,
  );
  return outline.map((corner) => rounded({ x: corner.x + x, y: corner.y + y }));
}

/** A rectangle in the middle, to begin with where there is no pointer to draw with. */
export const middleOutline: Outline = [
  { x: 0.4, y: 0.4 },
  { x: 0.6, y: 0.4 },
  { x: 0.6, y: 0.6 },
  { x: 0.4, y: 0.6 },
];

function signedSurface(outline: Outline): number {
  return outline.reduce((sum, { x, y }, index) => {
    const next = outline[(index + 1) % outline.length] ?? { x, y };
    return sum + (x * next.y - next.x * y) / 2;
  }, 0);
}

/** Four places are finer than any picture's pixel. */
function rounded({ x, y }: Point): Point {
  const places = (value: number): number => Math.round(value * 10_000) / 10_000;
  return { x: places(x), y: places(y) };
}
