import { token } from '../../components/chart/use-plot.ts';

/** How the verdicts are told apart in a chart without colour: plain, striped, chequered. */
const hatchings = { good: 'plain', review: 'striped', defect: 'crossed' } as const;

const side = 8;

/** A verdict's fill for a canvas: its colour, with lines of the ground across. */
export function verdictFill(
  context: CanvasRenderingContext2D,
  verdict: keyof typeof hatchings,
): CanvasPattern | string {
  const colour = token(`--${verdict}-fill`);
  if (hatchings[verdict] === 'plain') return colour;
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const pen = tile.getContext('2d');
  if (pen === null) return colour;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, side, side);
  pen.strokeStyle = token('--neutral-2');
  pen.lineWidth = 1.5;
  pen.beginPath();
  // Lines go beyond the tile's corners, so that they meet those of its neighbours.
  for (const start of [-side, 0, side]) {
    pen.moveTo(start - 1, side + 1);
    pen.lineTo(start + side + 1, -1);
    if (hatchings[verdict] === 'striped') continue;
    pen.moveTo(start - 1, -1);
    pen.lineTo(start + side + 1, side + 1);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}
