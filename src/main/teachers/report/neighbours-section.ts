import { html, type Markup } from '../../report/markup.ts';
import { threeDigits } from '../../report/numbers.ts';
import { picture } from '../../report/picture.ts';
import type { TeacherCard } from '../../families/patch/teacher-card.ts';
import type { Neighbour } from './nearest-patches.ts';
import type { NeighbourExample, ReportFacts } from './report-facts.ts';

/** Writes the section of patches with their nearest neighbours, as pictures. */
export async function neighboursSection(facts: ReportFacts): Promise<Markup> {
  const { card, examples, pictureCount, backboneSha256 } = facts;
  const rows: Markup[] = [];
  for (const example of examples) rows.push(await exampleRow(facts, example));
  const count = examples[0]?.teacher.length ?? 0;
  const told =
    backboneSha256 === null
      ? null
      : `, and by the features of the pretrained network P (${
          backboneSha256 === card.distilledFrom?.sha256
            ? 'the one that this teacher learnt from'
            : 'not one that this teacher learnt from'
        })`;
  return html`<section id="neighbours">
    <h2>Nearest neighbours</h2>
    <p>
      Patches at random places, and the ${count} nearest among patches of the other photographs
      (${pictureCount} in all), nearest first: by the teacher’s descriptors${told}. Below each its Euclidean
      distance.${backboneSha256 === null ? null : ` ${questionTo(card)}`}
    </p>
    <div class="wide">
      <table class="pictures">
        <thead>
          <tr>
            <th>Patch</th>
            <th class="apart" colspan="${count}">By the teacher</th>
            ${backboneSha256 === null ? null : html`<th class="apart" colspan="${count}">By P</th>`}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}

function questionTo({ settings: { target, magnification } }: TeacherCard): string {
  const shown = magnification === 1 ? '' : `, enlarged ${magnification} times`;
  const question =
    target === 'patch'
      ? `P sees each patch by itself${shown}`
      : `P sees whole crops${shown}, so that its features describe the surroundings of a patch, too`;
  return `${question}; each of its features is standardised.`;
}

async function exampleRow(
  facts: ReportFacts,
  { query, teacher, backbone }: NeighbourExample,
): Promise<Markup> {
  const cells: Markup[] = [];
  for (const [index, neighbour] of teacher.entries()) cells.push(await cell(facts, neighbour, index === 0));
  for (const [index, neighbour] of (backbone ?? []).entries()) {
    cells.push(await cell(facts, neighbour, index === 0));
  }
  return html`<tr>
    <td>${await patchPicture(facts, query, 'Patch')}</td>
    ${cells}
  </tr>`;
}

async function cell(facts: ReportFacts, { patch, distance }: Neighbour, first: boolean): Promise<Markup> {
  const shown = threeDigits(distance);
  return html`<td class="${first ? 'apart' : ''}">
    ${await patchPicture(facts, patch, `Neighbour at distance ${shown}`)}<small>${shown}</small>
  </td>`;
}

function patchPicture({ card, pixels }: ReportFacts, index: number, alt: string): Promise<Markup> {
  const side = card.receptiveField;
  const length = side * side * 3;
  const data = pixels.subarray(index * length, (index + 1) * length);
  return picture({ width: side, height: side, data }, alt);
}
