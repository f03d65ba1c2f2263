import { html, type Markup } from '../../report/markup.ts';
import { linePath, place } from '../../report/numbers.ts';

export interface CurvePoint {
  /** 0..`xLimit` */
  readonly x: number;
  /** 0..1 */
  readonly y: number;
}

export interface Curve {
  /** A description of the chart for screen readers. */
  readonly title: string;
  /** Formats an axis's tick. */
  readonly tick: (value: number) => string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** The end of the horizontal axis. */
  readonly xLimit: number;
  readonly points: readonly CurvePoint[];
  /** True to draw the line of random guessing. */
  readonly chance: boolean;
  readonly marks: readonly (CurvePoint & { readonly label: string; readonly kind: 'review' | 'defect' })[];
}

const size = 280;
const margin = { left: 52, top: 10, right: 24, bottom: 44 };

/** Draws a curve in a square frame, both axes from 0. */
export function curveChart({ title, tick, xLabel, yLabel, xLimit, points, chance, marks }: Curve): Markup {
  const x = (value: number): number => place(margin.left + (value / xLimit) * size);
  const y = (value: number): number => place(margin.top + (1 - value) * size);
  const path = linePath(points.map((point) => ({ x: x(point.x), y: y(point.y) })));
  const ticks = [0, 0.5, 1].map(
    (share) =>
      html`<text x="${x(share * xLimit)}" y="${y(0) + 16}" text-anchor="middle">
          ${tick(share * xLimit)}
        </text>
        <text x="${x(0) - 6}" y="${y(share) + 4}" text-anchor="end">${tick(share)}</text>`,
  );
  const places = marks.map(
    (mark, index) =>
      html`<circle class="mark-${mark.kind}" cx="${x(mark.x)}" cy="${y(mark.y)}" r="5" />
        <text class="strong" x="${x(mark.x) + 9}" y="${y(mark.y) + 6 + index * 12}">${mark.label}</text>`,
  );
  return html`<svg
    viewBox="0 0 ${margin.left + size + margin.right} ${margin.top + size + margin.bottom}"
    role="img"
  >
    <title>${title}</title>
    <rect class="frame" x="${x(0)}" y="${y(1)}" width="${size}" height="${size}" />
    ${chance ? html`<line class="chance" x1="${x(0)}" y1="${y(0)}" x2="${x(xLimit)}" y2="${y(1)}" />` : null}
    <path class="curve" d="${path}" />
    ${ticks} ${places}
    <text x="${x(xLimit / 2)}" y="${y(0) + 38}" text-anchor="middle">${xLabel}</text>
    <text transform="translate(14 ${y(0.5)}) rotate(-90)" text-anchor="middle">${yLabel}</text>
  </svg>`;
}
