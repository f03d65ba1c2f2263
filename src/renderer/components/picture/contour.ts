/** Receives a line from point to point, in cells of the map (a cell's centre is at its index + 0.5). */
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
  for (let y = 0; y < height - 1; y++) {
    const row = y * width;
    let topRight = (map[row] ?? 0) >= level;
    let bottomRight = (map[row + width] ?? 0) >= level;
    for (let x = 0; x < width - 1; x++) {
      const topLeft = topRight;
      const bottomLeft = bottomRight;
      topRight = (map[row + x + 1] ?? 0) >= level;
      bottomRight = (map[row + x + 1 + width] ?? 0) >= level;
      // Most squares have no line. Skipping them early matters, since this code runs for every frame of a camera.
      if (topLeft === topRight && topLeft === bottomLeft && topLeft === bottomRight) continue;
      const shape = (topLeft ? 8 : 0) + (topRight ? 4 : 0) + (bottomRight ? 2 : 0) + (bottomLeft ? 1 : 0);
      traceSquare(map, width, [x, y], shape, level, path);
    }
  }
}

/** Draws the line through the square between four cells. */
function traceSquare(
  map: Float32Array,
  width: number,
  [x, y]: readonly [number, number],
  shape: number,
  level: number,
  path: ContourPath,
): void {
  const at = (right: number, down: number): number => map[(y + down) * width + x + right] ?? 0;
  const place = (edge: Edge): [number, number] => {
    switch (edge) {
      case 'top':
        return [x + 0.5 + crossing(at(0, 0), at(1, 0), level), y + 0.5];
      case 'right':
        return [x + 1.5, y + 0.5 + crossing(at(1, 0), at(1, 1), level)];
      case 'bottom':
        return [x + 0.5 + crossing(at(0, 1), at(1, 1), level), y + 1.5];
      case 'left':
        return [x + 0.5, y + 0.5 + crossing(at(0, 0), at(0, 1), level)];
    }
  };
  for (const [from, to] of segments[shape] ?? []) {
    path.moveTo(...place(from));
    path.lineTo(...place(to));
  }
}

type Edge = 'top' | 'right' | 'bottom' | 'left';

/** The lines through a square, by the set of its corners at or above the level (bits: TL 8, TR 4, BR 2, BL 1). */
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
