import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { confusionAt } from '../../../shared/domain/f1.ts';
import { thinnedRocCurve } from '../../../shared/domain/roc-curve.ts';
import { curveChart, type Curve } from './curve-chart.ts';
import { html, type Markup } from '../../report/markup.ts';
import { filled } from '../../report/filled.ts';
import type { PageText } from './page-text.ts';
import { scoreChart } from './score-chart.ts';

/** Largest false-positive rate of the per-region-overlap curve. */
const proLimit = 0.3;

/** Draws the histogram of scores, the ROC and the curve of per-region overlap. */
export function curvesSection(result: EvaluationResult, text: PageText): Markup {
  const { merit, words: all } = text;
  const words = all.curves;
  return html`<section id="curves">
      <h2>${words.scores}</h2>
      <figure class="box">
        ${scoreChart(result.scores, result.thresholds, text)}
        <figcaption>
          <span class="good">${words.goodAbove}</span>, <span class="defect">${words.defectiveBelow}</span>.
        </figcaption>
      </figure>
    </section>
    <section>
      <h2>${words.title}</h2>
      <div class="pair">
        <figure class="box">
          <h3>${filled(words.roc, { area: merit(result.imageAuroc) })}</h3>
          ${rocChart(result, text) ?? html`<p class="faint">${all.needs.both}</p>`}
        </figure>
        <figure class="box">
          <h3>${filled(words.overlap, { area: merit(result.auPro) })}</h3>
          ${proChart(result, text) ?? html`<p class="faint">${all.needs.truth}</p>`}
        </figure>
      </div>
    </section>`;
}

function rocChart({ scores, thresholds }: EvaluationResult, { words, tick }: PageText): Markup | null {
  const points = thinnedRocCurve(scores).map(({ falseRejectRate, detectionRate }) => ({
    x: falseRejectRate,
    y: detectionRate,
  }));
  if (points.length === 0) return null;
  const marks = (['review', 'defect'] as const).map((kind): Curve['marks'][number] => {
    const { truePositives, falseRejects, trueNegatives, escapes } = confusionAt(scores, thresholds[kind]);
    return {
      x: falseRejects / (falseRejects + trueNegatives),
      y: truePositives / (truePositives + escapes),
      label: kind === 'review' ? 'T1' : 'T2',
      kind,
    };
  });
  return curveChart({
    title: words.curves.rocTitle,
    tick,
    xLabel: words.curves.falseRejects,
    yLabel: words.curves.found,
    xLimit: 1,
    points,
    chance: true,
    marks,
  });
}

function proChart({ proCurve }: EvaluationResult, { words, tick }: PageText): Markup | null {
  if (proCurve.length === 0) return null;
  return curveChart({
    title: words.curves.overlapTitle,
    tick,
    xLabel: words.curves.goodPixels,
    yLabel: words.curves.covered,
    xLimit: proLimit,
    points: proCurve.map(({ falsePositiveRate, overlap }) => ({ x: falsePositiveRate, y: overlap })),
    chance: false,
    marks: [],
  });
}
