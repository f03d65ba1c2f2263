import { ownTestImages } from '../../../shared/contract/models.ts';
import { folderName } from '../../../shared/domain/folder-name.ts';
import { learntFile, type ModelCard } from '../../families/model-card.ts';
import { factsTable, hashText, versionList, type Fact } from '../../report/facts-table.ts';
import { html, type Markup } from '../../report/markup.ts';
import { instant, score } from './numbers.ts';
import type { ReportFacts } from './report-facts.ts';

/** What could not be read, the model's card, and how to get this page again. */
export function provenanceSection({ evaluation, card, product, program, writtenAt }: ReportFacts): Markup {
  const { result, folder, evaluatedAt, id } = evaluation;
  const { settings, thresholds } = card;
  const model: Fact[] = [
    ['Made', instant(card.createdAt)],
    ['Family and preset', `${card.family}, ${card.preset}`],
    ...familyFacts(card),
    ['Input', `${card.graph.inputSize[1]} × ${card.graph.inputSize[0]} pixels, stride ${settings.stride}`],
    [
      'Trained on',
      `${card.trainingImages.length} images, ${card.validationImages.length}${card.family === 'memory' ? ' of them' : ' more'} ` +
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
    ['Learnt tensors', html`SHA-256 ${hashText(learntFile(card).sha256)}`],
    ...teachersOf(card).map(({ name, sha256 }): Fact => [
      `Teacher ${name}`,
      html`SHA-256 ${hashText(sha256)}`,
    ]),
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

/** What the model consists of. */
function familyFacts(card: ModelCard): Fact[] {
  if (card.family === 'memory') {
    const { members, seed } = card.settings;
    return [
      ['Memory', `${members} descriptors`],
      ...(card.views ?? []).map(viewFact),
      ['Seed', String(seed)],
    ];
  }
  if (card.family === 'pyramid') {
    const { students, width, members, seed } = card.settings;
    return [
      ['Layers imitated', card.levels.map(({ layer }) => layer).join(', ')],
      ['Students', `${students}, ${width} channels wide`],
      ['Memory', members === null ? 'none' : `${members} descriptors`],
      ['Seed', String(seed)],
    ];
  }
  return [
    ['Receptive fields', card.scales.map(({ receptiveField }) => receptiveField).join(', ')],
    ['Students', `${card.settings.students} for each receptive field`],
    ['Precision', card.settings.precision],
    ['Seed', [...new Set(card.scales.map(({ seed }) => seed))].join(', ')],
  ];
}

function teachersOf(card: ModelCard): { readonly name: string; readonly sha256: string }[] {
  return card.family === 'patch' ? card.scales.map(({ teacher }) => teacher) : [card.settings.teacher];
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

type MemoryView = NonNullable<Extract<ModelCard, { family: 'memory' }>['views']>[number];

function viewFact({ name, sees, inputSize: [height, width], members, weight }: MemoryView): Fact {
  return [`View ${name}`, `${sees} at ${height} × ${width} pixels, ${members} descriptors, weight ${weight}`];
}
