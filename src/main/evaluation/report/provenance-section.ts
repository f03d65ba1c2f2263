import { ownTestImages } from '../../../shared/contract/models.ts';
import { folderName } from '../../../shared/domain/folder-name.ts';
import { factsOf, modelCards } from '../../families/registry.ts';
import { factsTable, hashText, versionList, type Fact } from '../../report/facts-table.ts';
import { html, type Markup } from '../../report/markup.ts';
import { instant, score } from './numbers.ts';
import type { ReportFacts } from './report-facts.ts';

/** What could not be read, the model's card, and how to get this page again. */
export function provenanceSection({ evaluation, card, product, program, writtenAt }: ReportFacts): Markup {
  const { result, folder, evaluatedAt, id } = evaluation;
  const { thresholds } = card;
  const facts = factsOf(card);
  const validation = facts.validation === 'held-back' ? 'more' : 'of them';
  const model: Fact[] = [
    ['Made', instant(card.createdAt)],
    ['Family and preset', `${card.family}, ${card.preset}`],
    ...facts.made,
    ['Input', `${card.graph.inputSize[1]} × ${card.graph.inputSize[0]} pixels, stride ${facts.stride}`],
    [
      'Trained on',
      `${card.trainingImages.length} images, ${card.validationImages.length} ${validation} ` +
        `for validation, in ${Math.round(card.trainingSeconds)} s`,
    ],
    ['Own limits', `T1 ${score(thresholds.review)}, T2 ${score(thresholds.defect)}. ${thresholds.method}`],
  ];
  const provenance: Fact[] = [
    ['Evaluation', `number ${id}, ${instant(evaluatedAt)}`],
    [
      'Test set',
      html`${folderName(folder)}${result.dataSha256 === null ? null : html`, SHA-256 ${hashText(result.dataSha256)}`}`,
    ],
    ['Model', hashText(card.id)],
    ['Graph', html`SHA-256 ${hashText(card.graph.sha256)}`],
    ['Learnt tensors', html`SHA-256 ${hashText(modelCards.learntFile(card).sha256)}`],
    ...facts.teachers.map(({ name, sha256 }): Fact => [`Teacher ${name}`, html`SHA-256 ${hashText(sha256)}`]),
    ['Trained with', versionList(card.versions)],
    ['This page', `${instant(writtenAt)}, Loupe ${program.version}; ${versionList(program.versions)}`],
    [
      'Command',
      html`<code>${commandFor(product, folder === ownTestImages ? null : folderName(folder))}</code>`,
    ],
  ];
  return html`${skippedSection(evaluation)}
    <section id="model">
      <h2>Model card</h2>
      ${factsTable(model)}
    </section>
    <section id="provenance">
      <h2>Provenance</h2>
      ${factsTable(provenance)}
    </section>`;
}

/** Messages name files by their whole path; the page tells the folder's name only. */
function skippedSection({ folder, result: { skipped } }: ReportFacts['evaluation']): Markup | null {
  if (skipped.length === 0) return null;
  const told = (message: string): string =>
    folder === ownTestImages ? withoutFolders(message) : message.replaceAll(folder, folderName(folder));
  return html`<section id="skipped">
    <h2>Skipped files (${skipped.length})</h2>
    ${factsTable(skipped.map(({ name, message }): Fact => [name, told(message)]))}
  </section>`;
}

/** The station's copies are told by their names alone. */
function withoutFolders(message: string): string {
  return message.replaceAll(/“[^”]*[\\/]([^”]*)”/g, '“$1”');
}

/** @param folder null: the product's own test images */
function commandFor(product: string, folder: string | null): string {
  const data = folder === null ? '' : ` --data ${quoted(folder)}`;
  return `npm run --silent station -- evaluate --product ${quoted(product)}${data} --report report.html`;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w.,/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
