import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { defectKinds } from '../../../shared/domain/defect-kinds.ts';
import { measuredParts } from '../../../shared/domain/region-profile.ts';
import { html, type Markup } from '../../report/markup.ts';
import type { PageText } from './page-text.ts';

/** Writes the outcomes of each kind of defect at the limits; nothing without defective images. */
export function kindsSection(
  result: EvaluationResult,
  { words: all, merit, score }: PageText,
): Markup | null {
  const words = all.kinds;
  const { thresholds, regionsByKind } = result;
  const kinds = defectKinds(measuredParts(result), thresholds);
  if (kinds.length === 0) return null;
  const rows = kinds.map((kind) => {
    const own = regionsByKind.find(({ group }) => group === kind.kind);
    return html`<tr>
      <th scope="row">${kind.kind}</th>
      <td class="number">${kind.images}</td>
      <td class="number">${kind.foundAtReview}</td>
      <td class="number">${kind.foundAtDefect}</td>
      <td class="number${kind.escapes > 0 ? ' wrong' : ''}">${kind.escapes}</td>
      <td class="number">${score(kind.meanScore)}</td>
      <td class="number">${own?.regions ?? '–'}</td>
      <td class="number">${merit(own?.auPro ?? null)}</td>
    </tr>`;
  });
  return html`<section id="kinds">
    <h2>${words.title}</h2>
    <table>
      <thead>
        <tr>
          <th>${words.kind}</th>
          <th class="number">${words.images}</th>
          <th class="number">${words.atReview}</th>
          <th class="number">${words.atDefect}</th>
          <th class="number">${words.escapes}</th>
          <th class="number">${words.meanScore}</th>
          <th class="number">${words.regions}</th>
          <th class="number">${words.auPro}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}
