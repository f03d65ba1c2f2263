import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { confusionTable } from '../../../shared/domain/confusion-table.ts';
import { confusionAt, f1Of, precisionOf, recallOf } from '../../../shared/domain/f1.ts';
import { measuredParts } from '../../../shared/domain/region-profile.ts';
import { html, type Markup } from '../../report/markup.ts';
import { filled, filledMarkup } from '../../report/filled.ts';
import type { PageText } from './page-text.ts';

/** Writes the limits, and the verdicts on the test set by them. */
export function verdictsSection(result: EvaluationResult, text: PageText): Markup {
  const { score, share, words: all } = text;
  const words = all.verdicts;
  const { scores, thresholds } = result;
  const table = confusionTable(measuredParts(result), thresholds);
  const rows = (['good', 'defective'] as const).map((truth) => {
    const { good, review, defect } = table[truth];
    return html`<tr>
      <th scope="row">${all[truth]}</th>
      <td class="number${truth === 'defective' && good > 0 ? ' wrong' : ''}">${good}</td>
      <td class="number">${review}</td>
      <td class="number${truth === 'good' && defect > 0 ? ' wrong' : ''}">${defect}</td>
    </tr>`;
  });
  return html`<section id="verdicts">
    <h2>${words.title}</h2>
    <p>
      ${filledMarkup(words.limits, {
        review: html`<b>${score(thresholds.review)}</b>`,
        defect: html`<b>${score(thresholds.defect)}</b>`,
      })}
      ${filled(words.rates, {
        falseRejects: share(table.falseRejectRate),
        escapes: share(table.escapeRate),
        review: share(table.reviewRate),
      })}
      ${
        thresholds.smallestArea > 0
          ? filled(words.regions, {
              pixelThreshold: score(thresholds.pixelThreshold),
              area: text.area(thresholds.smallestArea),
            })
          : null
      }
    </p>
    <div class="pair">
      <div class="box">
        <table>
          <caption>
            ${words.byVerdict}
          </caption>
          <thead>
            <tr>
              <th>${words.truth}</th>
              <th class="number good">✓ ${words.verdictGood}</th>
              <th class="number review">? ${words.verdictReview}</th>
              <th class="number defect">✕ ${words.verdictDefect}</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
      ${atLimit('T2', thresholds.defect, scores, text)} ${atLimit('T1', thresholds.review, scores, text)}
    </div>
  </section>`;
}

/** Writes the confusion matrix of one limit: an image counts as defective if its score is at or above it. */
function atLimit(
  name: 'T1' | 'T2',
  limit: number,
  scores: EvaluationResult['scores'],
  { words: all, merit, score }: PageText,
): Markup {
  const words = all.verdicts;
  const confusion = confusionAt(scores, limit);
  const { truePositives, falseRejects, trueNegatives, escapes } = confusion;
  return html`<div class="box">
    <table>
      <caption>
        ${filled(words.matrix, { limit: name, value: score(limit) })}
      </caption>
      <thead>
        <tr>
          <th>${words.truth}</th>
          <th class="number">${filled(words.below, { limit: name })}</th>
          <th class="number">${filled(words.from, { limit: name })}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">${all.good}</th>
          <td class="number">${trueNegatives}</td>
          <td class="number${falseRejects > 0 ? ' wrong' : ''}">${falseRejects}</td>
        </tr>
        <tr>
          <th scope="row">${all.defective}</th>
          <td class="number${escapes > 0 ? ' wrong' : ''}">${escapes}</td>
          <td class="number">${truePositives}</td>
        </tr>
      </tbody>
    </table>
    <small>
      ${filled(words.ratios, {
        precision: merit(precisionOf(confusion)),
        recall: merit(recallOf(confusion)),
        f1: merit(truePositives + escapes === 0 ? null : f1Of(confusion)),
      })}
    </small>
  </div>`;
}
