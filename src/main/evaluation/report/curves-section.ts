import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { confusionAt } from '../../../shared/domain/f1.ts';
import { thinnedRocCurve } from '../../../shared/domain/roc-curve.ts';
import { curveChart, type Curve } from './curve-chart.ts';
import { html, type Markup } from '../../report/markup.ts';
import { merit } from './numbers.ts';
import { scoreChart } from './score-chart.ts';

/** Largest false-positive rate of the per-region-overlap curve. */
const proLimit = 0.3;

/** Score histogram, ROC and per-region-overlap curve. */
export function curvesSection(result: EvaluationResult): Markup {
  return html`<section id="curves">
      <h2>Scores</h2>
      <figure class="box">
        ${scoreChart(result.scores, result.thresholds)}
        <figcaption>
          <span class="good">Good images above the axis</span>,
          <span class="defect">defective ones below it</span>.
        </figcaption>
      </figure>
    </section>
    <section>
      <h2>Curves</h2>
      <div class="pair">
        <figure class="box">
          <h3>ROC, area ${merit(result.imageAuroc)}</h3>
          ${rocChart(result) ?? html`<p class="faint">Needs good and defective images.</p>`}
        </figure>
        <figure class="box">
          <h3>Per-region overlap, area ${merit(result.auPro)}</h3>
          ${proChart(result) ?? html`<p class="faint">Needs ground truth.</p>`}
        </figure>
      </div>
    </section>`;
}

function rocChart({ scores, thresholds }: EvaluationResult): Markup | null {
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
    title: 'ROC curve: share of defective images found over share of good images rejected',
    xLabel: 'false rejects',
    yLabel: 'defects found',
    xLimit: 1,
    points,
    chance: true,
    marks,
  });
}

function proChart({ proCurve }: EvaluationResult): Markup | null {
  if (proCurve.length === 0) return null;
  return curveChart({
    title: 'Per-region overlap over the share of good pixels called defective',
    xLabel: 'good pixels called defective',
    yLabel: 'mean share of a region covered',
    xLimit: proLimit,
    points: proCurve.map(({ falsePositiveRate, overlap }) => ({ x: falsePositiveRate, y: overlap })),
    chance: false,
    marks: [],
  });
}
