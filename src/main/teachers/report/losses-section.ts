import { lineChart } from '../../report/line-chart.ts';
import { html, type Insertable, type Markup } from '../../report/markup.ts';
import { threeDigits } from '../../report/numbers.ts';
import type { LossPoint, TeacherCard } from '../../families/patch/teacher-card.ts';

interface Curve {
  readonly key: Exclude<keyof LossPoint, 'step'>;
  readonly name: string;
  readonly symbol: Insertable;
  readonly meaning: Insertable;
}

interface Term extends Curve {
  /** λ of the loss. */
  readonly weight: number;
}

function termsOf({ settings: { lambdaK, lambdaM, lambdaC } }: TeacherCard): Term[] {
  return [
    {
      key: 'distillation',
      name: 'L_k',
      symbol: html`L<sub>k</sub>`,
      meaning:
        'Knowledge distillation: share of the variance of the pretrained network’s features that is not explained.',
      weight: lambdaK,
    },
    {
      key: 'metric',
      name: 'L_m',
      symbol: html`L<sub>m</sub>`,
      meaning: 'Metric learning: mean over the triplets.',
      weight: lambdaM,
    },
    {
      key: 'compactness',
      name: 'L_c',
      symbol: html`L<sub>c</sub>`,
      meaning: 'Compactness: mean squared correlation of two components.',
      weight: lambdaC,
    },
  ];
}

/** Draws the losses over the steps, each on axes of its own. */
export function lossesSection(card: TeacherCard): Markup {
  const terms = termsOf(card);
  const on = terms.filter(({ weight }) => weight > 0);
  const off = terms.filter(({ weight }) => weight === 0).map(({ name }) => name);
  const sum = on.map(({ symbol, weight }, index) => html`${index === 0 ? null : ' + '}${weight} ${symbol}`);
  const curves: Curve[] = [
    ...on,
    { key: 'total', name: 'Total', symbol: 'Total', meaning: html`The loss that was minimised: ${sum}.` },
  ];
  return html`<section id="losses">
    <h2>Losses</h2>
    ${
      card.losses.length < 2
        ? html`<p>The run was too short for curves: a point is kept every 50 steps.</p>`
        : html`<div class="pair">${curves.map((curve) => figure(card.losses, curve))}</div>`
    }
    ${off.length === 0 ? null : html`<p class="faint">Switched off: ${off.join(', ')}.</p>`}
  </section>`;
}

function figure(losses: readonly LossPoint[], { key, name, symbol, meaning }: Curve): Markup {
  return html`<figure>
    <h3>${symbol}: ${threeDigits(losses.at(-1)?.[key] ?? 0)} at the end</h3>
    ${lineChart({
      title: `${name} over the steps`,
      xLabel: 'Step',
      points: losses.map((point) => ({ x: point.step, y: point[key] })),
    })}
    <figcaption>${meaning}</figcaption>
  </figure>`;
}
