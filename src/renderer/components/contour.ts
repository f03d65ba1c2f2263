/** A line from one point to another, in cells of the map (a cell's centre is at its index + 0.5). */
export interface ContourPath {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/**
 * Draws the line along which a map equals `level` (marching squares, linear between cell centres).
 *
 * @param map scores, `[height, width]` row-major
 * @param path receives the line, in cells
 */
export function traceContour(
  map: Float32Array,
  width: number,
  height: number,
  level: number,
  path: ContourPath,
): void {
  // Most parts are good: nothing of their maps reaches the level.
  if (!map.some((value) => value >= level)) return;
  const at = (x: number, y: number): number => map[y * width + x] ?? 0;
  for (let y = 0; y < height - 1; y++) {
    let nextTop = at(0, y);
    let nextBottom = at(0, y + 1);
    for (let x = 0; x < width - 1; x++) {
      const topLeft = nextTop;
      const topRight = (nextTop = at(x + 1, y));
      const bottomLeft = nextBottom;
      const bottomRight = (nextBottom = at(x + 1, y + 1));
      const shape =
        (topLeft >= level ? 8 : 0) +
        (topRight >= level ? 4 : 0) +
        (bottomRight >= level ? 2 : 0) +
        (bottomLeft >= level ? 1 : 0);
      if (shape === 0 || shape === 15) continue;
      const edges: Record<Edge, () => [number, number]> = {
        top: () => [x + 0.5 + crossing(topLeft, topRight, level), y + 0.5],
        right: () => [x + 1.5, y + 0.5 + crossing(topRight, bottomRight, level)],
        bottom: () => [x + 0.5 + crossing(bottomLeft, bottomRight, level), y + 1.5],
        left: () => [x + 0.5, y + 0.5 + crossing(topLeft, bottomLeft, level)],
      };
      for (const [from, to] of segments[shape] ?? []) {
        path.moveTo(...edges[from]());
        path.lineTo(...edges[to]());
      }
    }
  }
}

type Edge = 'top' | 'right' | 'bottom' | 'left';

/** The lines through a square by which of its corners are at or above the level (bits: TL 8, TR 4, BR 2, BL 1). */
const segments: Readonly<Record<number, readonly (readonly [Edge, Edge])[]>> = {
  1: [['left', 'bottom']],
  2: [['bottom', 'right']],
  3: [['left', 'right']],
  4: [['top', 'right']],
  5: [
    ['left', 'top'],
    ['bottom', 'right'],
  ],
  6: [['top', 'bottom']],
  7: [['left', 'top']],
  8: [['left', 'top']],
  9: [['top', 'bottom']],
  10: [
    ['top', 'right'],
    ['left', 'bottom'],
  ],
  11: [['top', 'right']],
  12: [['left', 'right']],
  13: [['bottom', 'right']],
  14: [['left', 'bottom']],
};

function crossing(from: number, to: number, level: number): number {
  const share = (level - from) / (to - from);
  return Number.isFinite(share) ? share : 0.5;
}
