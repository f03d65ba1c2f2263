import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { html, type Insertable, type Markup } from '../../report/markup.ts';
import { filled } from '../../report/filled.ts';
import type { PageText } from './page-text.ts';

/** Writes the figures of merit and the latency. */
export function figuresSection(result: EvaluationResult, text: PageText): Markup {
  const { words, merit, milliseconds, score } = text;
  const { figures: names, needs } = words;
  const { images, imageAuroc, pixelAuroc, auPro, bestF1, latency, msPerImage, skipped } = result;
  const defective = result.scores.filter((image) => image.defective).length;
  const figures: [string, string, string][] = [
    [names.imageAuroc, merit(imageAuroc), imageAuroc === null ? needs.both : ''],
    [names.pixelAuroc, merit(pixelAuroc), pixelAuroc === null ? needs.truth : ''],
    [names.auPro, merit(auPro), auPro === null ? needs.truth : names.auProHint],
    [
      names.bestF1,
      merit(bestF1?.f1 ?? null),
      bestF1 === null ? needs.defective : filled(names.bestF1Hint, { limit: score(bestF1.threshold) }),
    ],
    [names.images, String(images), filled(names.imagesHint, { good: images - defective, defective })],
    [names.skipped, String(skipped.length), ''],
  ];
  const percentile = (percent: number): string => filled(names.percentile, { percent });
  const times: [string, string, string][] =
    latency === null
      ? [[names.median, milliseconds(msPerImage), names.run]]
      : [
          [percentile(50), milliseconds(latency.p50), names.run],
          [percentile(95), milliseconds(latency.p95), ''],
          [percentile(99), milliseconds(latency.p99), ''],
        ];
  return html`<section id="figures">
    <h2>${names.title}</h2>
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
