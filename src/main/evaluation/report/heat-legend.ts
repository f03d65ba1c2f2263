import { rampColour, wholeScale } from '../../../shared/domain/colour-map.ts';
import type { Thresholds } from '../../../shared/domain/verdict.ts';
import { html, type Markup } from '../../report/markup.ts';
import { place } from '../../report/numbers.ts';
import type { PageText } from './page-text.ts';

const [width, side, steps] = [360, 12, 24];

/** Draws the heatmaps' colours with their scores. */
export function heatLegend(thresholds: Thresholds, { words, score }: PageText): Markup {
  const scale = wholeScale(thresholds);
  const length = width - 2 * side;
  const at = (value: number): number =>
    place(side + ((value - scale.start) / (scale.end - scale.start)) * length);
  const cells = Array.from({ length: steps }, (_, step) => {
    const [red, green, blue, alpha] = rampColour((step + 0.5) / steps, true);
    const x = place(side + (step / steps) * length);
    return html`<rect
      x="${x}"
      y="4"
      width="${place(length / steps + 0.5)}"
      height="12"
      fill="rgb(${red},${green},${blue})"
      fill-opacity="${place(alpha / 255)}"
    />`;
  });
  const marks = [
    { name: '', value: scale.start, anchor: 'start' },
    { name: 'T1', value: thresholds.review, anchor: 'end' },
    { name: 'T2', value: thresholds.defect, anchor: 'start' },
    { name: '', value: scale.end, anchor: 'end' },
  ].map(
    ({ name, value, anchor }) =>
      html`<line class="axis" x1="${at(value)}" x2="${at(value)}" y1="4" y2="20" />
        <text x="${at(value)}" y="34" text-anchor="${anchor}">${name} ${score(value)}</text>`,
  );
  return html`<svg viewBox="0 0 ${width} 40" width="${width}" role="img">
    <title>${words.misses.scale}</title>
    ${cells} ${marks}
  </svg>`;
}
