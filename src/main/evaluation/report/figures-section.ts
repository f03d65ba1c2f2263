import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { html, type Insertable, type Markup } from '../../report/markup.ts';
import { merit, milliseconds, score } from './numbers.ts';

/** Figures of merit and latency. */
export function figuresSection(result: EvaluationResult): Markup {
  const { images, imageAuroc, pixelAuroc, auPro, bestF1, latency, msPerImage, skipped } = result;
  const defective = result.scores.filter((image) => image.defective).length;
  const withoutTruth = 'needs ground truth';
  const figures: [string, string, string][] = [
    ['Image AUROC', merit(imageAuroc), imageAuroc === null ? 'needs good and defective images' : ''],
    ['Pixel AUROC', merit(pixelAuroc), pixelAuroc === null ? withoutTruth : ''],
    ['AU-PRO', merit(auPro), auPro === null ? withoutTruth : 'false-positive rates up to 0.3'],
    [
      'Best F1',
      merit(bestF1?.f1 ?? null),
      bestF1 === null ? 'needs defective images' : `at a limit of ${score(bestF1.threshold)}`,
    ],
    ['Images', String(images), `${images - defective} good, ${defective} defective`],
    ['Skipped files', String(skipped.length), ''],
  ];
  const times: [string, string, string][] =
    latency === null
      ? [['Latency, median', milliseconds(msPerImage), 'one graph run']]
      : [
          ['Latency p50', milliseconds(latency.p50), 'one graph run'],
          ['Latency p95', milliseconds(latency.p95), ''],
          ['Latency p99', milliseconds(latency.p99), ''],
        ];
  return html`<section id="figures">
    <h2>Figures of merit</h2>
    <dl class="figures">${figures.map(figure)}</dl>
    <dl class="figures">${times.map(figure)}</dl>
  </section>`;
}

function figure([name, value, hint]: readonly [string, string, string]): Markup {
  const below: Insertable = hint === '' ? null : html`<dd>${hint}</dd>`;
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
    ${below}
  </div>`;
}
