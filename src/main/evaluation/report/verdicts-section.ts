import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { confusionTable } from '../../../shared/domain/confusion-table.ts';
import { confusionAt, f1Of, precisionOf, recallOf } from '../../../shared/domain/f1.ts';
import { measuredParts } from '../../../shared/domain/region-profile.ts';
import { html, type Markup } from '../../report/markup.ts';
import { merit, score, share } from './numbers.ts';

/** The limits, and what they make of the test set. */
export function verdictsSection(result: EvaluationResult): Markup {
  const { scores, thresholds } = result;
  const table = confusionTable(measuredParts(result), thresholds);
  const rows = (['good', 'defective'] as const).map((truth) => {
    const { good, review, defect } = table[truth];
    return html`<tr>
      <th scope="row">${truth}</th>
      <td class="number${truth === 'defective' && good > 0 ? ' wrong' : ''}">${good}</td>
      <td class="number">${review}</td>
      <td class="number${truth === 'good' && defect > 0 ? ' wrong' : ''}">${defect}</td>
    </tr>`;
  });
  return html`<section id="verdicts">
    <h2>Limits and confusion matrix</h2>
    <p>
      Review limit T1 <b>${score(thresholds.review)}</b>, defect limit T2 <b>${score(thresholds.defect)}</b>.
      False rejects ${share(table.falseRejectRate)} of the good images, escapes ${share(table.escapeRate)} of
      the defective ones, ${share(table.reviewRate)} of all to review.
      ${
        thresholds.smallestArea > 0
          ? `A region at or above ${score(thresholds.pixelThreshold)} of at least ${(thresholds.smallestArea * 100).toFixed(3)} % of the picture is a defect, whatever the score; the matrices at T1 and T2 count the score alone.`
          : null
      }
    </p>
    <div class="pair">
      <div class="box">
        <table>
          <caption>
            Truth by verdict
          </caption>
          <thead>
            <tr>
              <th>Truth</th>
              <th class="number good">✓ good</th>
              <th class="number review">? review</th>
              <th class="number defect">✕ defect</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
      ${atLimit('T2', thresholds.defect, scores)} ${atLimit('T1', thresholds.review, scores)}
    </div>
  </section>`;
}

/** The confusion matrix when the image score alone judges and everything from one limit on is called defective. */
function atLimit(name: 'T1' | 'T2', limit: number, scores: EvaluationResult['scores']): Markup {
  const confusion = confusionAt(scores, limit);
  const { truePositives, falseRejects, trueNegatives, escapes } = confusion;
  return html`<div class="box">
    <table>
      <caption>
        Confusion matrix at ${name}, ${score(limit)}
      </caption>
      <thead>
        <tr>
          <th>Truth</th>
          <th class="number">below ${name}</th>
          <th class="number">from ${name} on</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">good</th>
          <td class="number">${trueNegatives}</td>
          <td class="number${falseRejects > 0 ? ' wrong' : ''}">${falseRejects}</td>
        </tr>
        <tr>
          <th scope="row">defective</th>
          <td class="number${escapes > 0 ? ' wrong' : ''}">${escapes}</td>
          <td class="number">${truePositives}</td>
        </tr>
      </tbody>
    </table>
    <small>
      precision ${merit(precisionOf(confusion))} · recall ${merit(recallOf(confusion))} · F1
      ${merit(truePositives + escapes === 0 ? null : f1Of(confusion))}
    </small>
  </div>`;
}
