import { scoreScale } from '../../shared/domain/score-scale.ts';
import { html, type Markup } from './markup.ts';
import { linePath, place, plainNumber } from './numbers.ts';

export interface LineChart {
  /** Description of the chart for people who cannot see it. */
  readonly title: string;
  readonly xLabel: string;
  /** At least two points; x rises from 0. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const size = { width: 380, height: 180 };
const margin = { left: 52, top: 8, right: 12, bottom: 40 };
const most = 5;

/** Draws a curve as SVG; the vertical axis is logarithmic if the values span more than a factor of 30. */
export function lineChart({ title, xLabel, points }: LineChart): Markup {
  const horizontal = scoreScale([0, ...points.map(({ x }) => x)]);
  const vertical = scoreScale(points.map(({ y }) => y));
  const x = (value: number): number => place(margin.left + horizontal.position(value) * size.width);
  const y = (value: number): number => place(margin.top + (1 - vertical.position(value)) * size.height);
  const [left, right] = [margin.left, margin.left + size.width];
  const bottom = margin.top + size.height;
  const curve = linePath(points.map((point) => ({ x: x(point.x), y: y(point.y) })));
  const heights = spread(vertical.ticks).map(
    (tick) =>
      html`<line class="grid" x1="${left}" x2="${right}" y1="${y(tick)}" y2="${y(tick)}" />
        <text x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${plainNumber(tick)}</text>`,
  );
  const places = spread(horizontal.ticks).map(
    (tick) =>
      html`<line class="axis" x1="${x(tick)}" x2="${x(tick)}" y1="${bottom}" y2="${bottom + 4}" />
        <text x="${x(tick)}" y="${bottom + 17}" text-anchor="middle">${plainNumber(tick)}</text>`,
  );
  return html`<svg viewBox="0 0 ${right + margin.right} ${bottom + margin.bottom}" role="img">
    <title>${title}</title>
    ${heights} ${places}
    <path class="axis" d="M${left} ${margin.top}V${bottom}H${right}" />
    <path class="curve" d="${curve}" />
    <text x="${(left + right) / 2}" y="${bottom + 34}" text-anchor="middle">
      ${xLabel}${vertical.kind === 'logarithmic' ? ' (vertical axis logarithmic)' : null}
    </text>
  </svg>`;
}

/** Keeps every second, third … tick, so that few enough are left. */
function spread(ticks: readonly number[]): number[] {
  const step = Math.ceil(ticks.length / (most + 1));
  return ticks.filter((_, index) => index % step === 0);
}
