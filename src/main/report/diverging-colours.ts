import type { Frame } from '../../shared/domain/frame.ts';
import { html, type Markup } from './markup.ts';

type Colour = readonly [number, number, number];

/** Colours from −1 to 1 at equal steps; they change most around 0, where most values are. */
const stops: readonly Colour[] = [
  [14, 42, 96],
  [36, 92, 168],
  [110, 168, 220],
  [246, 246, 246],
  [236, 140, 108],
  [186, 48, 46],
  [96, 10, 30],
];

/** Returns a colour: blue below zero, white at zero, red above. @param value clamped to −1..1 */
export function divergingColour(value: number): Colour {
  const along = ((Math.min(Math.max(value, -1), 1) + 1) / 2) * (stops.length - 1);
  const before = Math.min(Math.floor(along), stops.length - 2);
  const mixed = (channel: 0 | 1 | 2): number => {
    const [from, to] = [stops[before]?.[channel] ?? 0, stops[before + 1]?.[channel] ?? 0];
    return Math.round(from + (to - from) * (along - before));
  };
  return [mixed(0), mixed(1), mixed(2)];
}

/** Draws a square matrix of values −1..1, `[size, size]`, one pixel per value. */
export function matrixFrame(matrix: Float64Array, size: number): Frame {
  const data = new Uint8Array(size * size * 3);
  matrix.forEach((value, index) => data.set(divergingColour(value), index * 3));
  return { width: size, height: size, data };
}

const legend = { cells: 41, cell: 10, height: 12 };

/** Draws the colours with their values. */
export function divergingLegend(): Markup {
  const { cells, cell, height } = legend;
  const width = cells * cell;
  const bars = Array.from({ length: cells }, (_, index) => {
    const [red, green, blue] = divergingColour((2 * index) / (cells - 1) - 1);
    return html`<rect
      x="${20 + index * cell}"
      y="0"
      width="${cell}"
      height="${height}"
      fill="rgb(${red},${green},${blue})"
    />`;
  });
  const labels = [-1, -0.5, 0, 0.5, 1].map(
    (value) =>
      html`<text x="${20 + ((value + 1) / 2) * width}" y="${height + 14}" text-anchor="middle"
        >${value}</text
      >`,
  );
  return html`<svg viewBox="0 0 ${width + 40} ${height + 20}" role="img">
    <title>Colours from −1, blue, over 0, white, to 1, red</title>
    ${bars} ${labels}
  </svg>`;
}
