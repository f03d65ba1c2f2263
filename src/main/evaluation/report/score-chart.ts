import type { LabelledScore } from '../../../shared/domain/labelled-score.ts';
import { scoreHistogram } from '../../../shared/domain/score-histogram.ts';
import { scoreScale } from '../../../shared/domain/score-scale.ts';
import type { Thresholds } from '../../../shared/domain/verdict.ts';
import { html, type Markup } from '../../report/markup.ts';
import { place } from '../../report/numbers.ts';
import { filled } from '../../report/filled.ts';
import type { PageText } from './page-text.ts';

const width = 960;
const side = 44;
const top = 44;
const half = 92;
const axis = top + half;
const bottom = axis + half;
const binCount = 60;

/** Draws the histogram of scores: good images above the axis, defective ones below it, with lines at T1 and T2. */
export function scoreChart(
  parts: readonly LabelledScore[],
  thresholds: Thresholds,
  { words: { curves: words }, score, tick: mark }: PageText,
): Markup {
  const { review, defect } = thresholds;
  const scale = scoreScale([...parts.map((part) => part.score), review, defect]);
  const bins = scoreHistogram(parts, scale, binCount);
  const highest = Math.max(1, ...bins.map((bin) => Math.max(bin.good, bin.defective)));
  const x = (position: number): number => place(side + position * (width - 2 * side));
  const length = (count: number): number => place((count / highest) * half);
  const bars = bins.map((bin) => {
    const [left, wide] = [x(bin.start) + 1, Math.max(place(x(bin.end) - x(bin.start) - 2), 1)];
    const [good, defective] = [length(bin.good), length(bin.defective)];
    return html`<rect
        class="bar-good"
        x="${left}"
        y="${place(axis - good)}"
        width="${wide}"
        height="${good}"
      />
      <rect class="bar-defect" x="${left}" y="${axis}" width="${wide}" height="${defective}" />`;
  });
  const limits = [
    { name: 'T1', at: x(scale.position(review)), value: review, y: 12, atEnd: true },
    { name: 'T2', at: x(scale.position(defect)), value: defect, y: 28, atEnd: false },
  ].map(({ name, at, value, y, atEnd }) => {
    const left = atEnd ? at > 120 : at > width - 120;
    return html`<line class="limit" x1="${at}" x2="${at}" y1="${y}" y2="${bottom}" />
      <text class="strong" x="${left ? at - 6 : at + 6}" y="${y}" text-anchor="${left ? 'end' : 'start'}">
        ${name} ${score(value)}
      </text>`;
  });
  const ticks = scale.ticks.map(
    (tick) =>
      html`<text x="${x(scale.position(tick))}" y="${bottom + 18}" text-anchor="middle">${mark(tick)}</text>`,
  );
  const counts = [
    { y: top + 4, count: highest },
    { y: axis + 4, count: 0 },
    { y: bottom + 4, count: highest },
  ].map(({ y, count }) => html`<text x="${side - 6}" y="${y}" text-anchor="end">${count}</text>`);
  return html`<svg viewBox="0 0 ${width} ${bottom + 40}" role="img">
    <title>${filled(words.scoreTitle, { review: score(review), defect: score(defect) })}</title>
    ${bars}
    <line class="axis" x1="${side}" x2="${width - side}" y1="${axis}" y2="${axis}" />
    ${counts} ${ticks} ${limits}
    <text x="${width / 2}" y="${bottom + 36}" text-anchor="middle">
      ${scale.kind === 'logarithmic' ? words.scoreAxisLogarithmic : words.scoreAxis}
    </text>
  </svg>`;
}
