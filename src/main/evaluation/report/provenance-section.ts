import { ownTestImages } from '../../../shared/contract/models.ts';
import { folderName } from '../../../shared/domain/folder-name.ts';
import { factsOf, modelCards } from '../../families/registry.ts';
import { factsTable, hashText, versionList, type Fact } from '../../report/facts-table.ts';
import { html, type Markup } from '../../report/markup.ts';
import { filled } from '../../report/filled.ts';
import { notesSection } from './notes-section.ts';
import type { PageText } from './page-text.ts';
import type { ReportFacts } from './report-facts.ts';

/** Writes the skipped files, the model's card, and the command that makes this page again. */
export function provenanceSection(
  { evaluation, card, product, program, writtenAt, station }: ReportFacts,
  text: PageText,
): Markup {
  const { words, instant, score } = text;
  const { model: modelWords, provenance: names } = words;
  const { result, folder, evaluatedAt, id } = evaluation;
  const { thresholds } = card;
  const facts = factsOf(card, text.language);
  const [height, width] = card.graph.inputSize;
  const model: Fact[] = [
    [modelWords.made, instant(card.createdAt)],
    [modelWords.family, `${card.family}, ${card.preset}`],
    ...facts.made,
    [modelWords.input, filled(modelWords.inputValue, { width, height, stride: facts.stride })],
    [
      modelWords.trained,
      filled(modelWords[facts.validation], {
        images: card.trainingImages.length,
        validation: card.validationImages.length,
        seconds: Math.round(card.trainingSeconds),
      }),
    ],
    [
      modelWords.limits,
      `T1 ${score(thresholds.review)}, T2 ${score(thresholds.defect)}. ${thresholds.method}`,
    ],
  ];
  const provenance: Fact[] = [
    ...(station === '' ? [] : [[names.station, station] as const]),
    [names.evaluation, filled(names.evaluationValue, { id, time: instant(evaluatedAt) })],
    [
      names.testSet,
      html`${folderName(folder)}${result.dataSha256 === null ? null : html`, SHA-256 ${hashText(result.dataSha256)}`}`,
    ],
    [names.model, hashText(card.id)],
    [names.graph, html`SHA-256 ${hashText(card.graph.sha256)}`],
    [names.learnt, html`SHA-256 ${hashText(modelCards.learntFile(card).sha256)}`],
    ...facts.teachers.map(({ name, sha256 }): Fact => [
      filled(names.teacher, { name }),
      html`SHA-256 ${hashText(sha256)}`,
    ]),
    [names.versions, versionList(card.versions)],
    [names.page, `${instant(writtenAt)}, Loupe ${program.version}; ${versionList(program.versions)}`],
    [
      names.command,
      html`<code>${commandFor(product, folder === ownTestImages ? null : folderName(folder))}</code>`,
    ],
  ];
  return html`${notesSection(result.notes, text.language, (message) => told(folder, message))}
    ${skippedSection(evaluation, text)}
    <section id="model">
      <h2>${modelWords.title}</h2>
      ${factsTable(model)}
    </section>
    <section id="provenance">
      <h2>${names.title}</h2>
      ${factsTable(provenance)}
    </section>`;
}

/** Shortens the whole paths of a message, so that the page shows only the folder's name. */
function told(folder: string, message: string): string {
  return folder === ownTestImages ? withoutFolders(message) : message.replaceAll(folder, folderName(folder));
}

function skippedSection(
  { folder, result: { skipped } }: ReportFacts['evaluation'],
  { words }: PageText,
): Markup | null {
  if (skipped.length === 0) return null;
  return html`<section id="skipped">
    <h2>${filled(words.provenance.skipped, { count: skipped.length })}</h2>
    ${factsTable(skipped.map(({ name, message }): Fact => [name, told(folder, message)]))}
  </section>`;
}

/** Removes the folders of the station's own copies from a message. */
function withoutFolders(message: string): string {
  return message.replaceAll(/“[^”]*[\\/]([^”]*)”/g, '“$1”');
}

/** @param folder null: the product's own test images */
function commandFor(product: string, folder: string | null): string {
  const data = folder === null ? '' : ` --data ${quoted(folder)}`;
  return `npm run --silent station -- evaluate --product ${quoted(product)}${data} --report report.html`;
}

/** Quotes a word for a shell. */
function quoted(word: string): string {
  return /^[\w.,/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
