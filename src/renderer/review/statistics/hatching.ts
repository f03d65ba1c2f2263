import { token } from '../../components/chart/use-plot.ts';

import { notInspected, type Outcome } from '../../../shared/domain/outcome.ts';

/** How outcomes are told apart in a chart without colour: plain, striped, chequered; lines alone. */
const hatchings = {
  good: 'plain',
  review: 'striped',
  defect: 'crossed',
  [notInspected]: 'lines',
} as const satisfies Record<Outcome, string>;

const side = 8;

/**
 * An outcome's fill for a canvas: its colour, with lines of the ground across; lines on the ground for what was not
 * inspected.
 */
export function outcomeFill(context: CanvasRenderingContext2D, outcome: Outcome): CanvasPattern | string {
  const hatching = hatchings[outcome];
  const [colour, lines] =
    outcome === notInspected
      ? [token('--neutral-2'), token('--none')]
      : [token(`--${outcome}-fill`), token('--neutral-2')];
  if (hatching === 'plain') return colour;
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const pen = tile.getContext('2d');
  if (pen === null) return colour;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, side, side);
  pen.strokeStyle = lines;
  pen.lineWidth = 1.5;
  pen.beginPath();
  // Lines go beyond the tile's corners, so that they meet those of its neighbours.
  for (const start of [-side, 0, side]) {
    pen.moveTo(start - 1, side + 1);
    pen.lineTo(start + side + 1, -1);
    if (hatching !== 'crossed') continue;
    pen.moveTo(start - 1, -1);
    pen.lineTo(start + side + 1, side + 1);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}
