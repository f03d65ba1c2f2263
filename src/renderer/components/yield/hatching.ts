import { token } from '../chart/chart-style.ts';
import { notInspected, type Outcome } from '../../../shared/domain/outcome.ts';

/** Patterns that distinguish outcomes in a chart without colour: plain, striped, chequered; only lines. */
const hatchings = {
  good: 'plain',
  review: 'striped',
  defect: 'crossed',
  [notInspected]: 'lines',
} as const satisfies Record<Outcome, string>;

const side = 8;

/**
 * Returns the fill pattern of an outcome's area: its colour crossed by lines of the background colour; for parts not
 * inspected, lines on the background. Null if the browser cannot draw.
 */
export function outcomeTile(outcome: Outcome): HTMLCanvasElement | null {
  const hatching = hatchings[outcome];
  const [colour, lines] =
    outcome === notInspected
      ? [token('--neutral-2'), token('--none')]
      : [token(`--${outcome}-fill`), token('--neutral-2')];
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const pen = tile.getContext('2d');
  if (pen === null) return null;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, side, side);
  if (hatching === 'plain') return tile;
  pen.strokeStyle = lines;
  pen.lineWidth = 1.5;
  pen.beginPath();
  // Lines extend beyond the tile's corners, so that they meet those of the neighbouring tiles.
  for (const start of [-side, 0, side]) {
    pen.moveTo(start - 1, side + 1);
    pen.lineTo(start + side + 1, -1);
    if (hatching !== 'crossed') continue;
    pen.moveTo(start - 1, -1);
    pen.lineTo(start + side + 1, side + 1);
  }
  pen.stroke();
  return tile;
}
