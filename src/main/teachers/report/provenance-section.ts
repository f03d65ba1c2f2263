import { factsTable, hashText, versionList, type Fact } from '../../report/facts-table.ts';
import { html, type Markup } from '../../report/markup.ts';
import { plainNumber } from '../../report/numbers.ts';
import type { ReportFacts } from './report-facts.ts';

/** Writes the section on the run's settings, the sources, and the making of the page. */
export function provenanceSection(facts: ReportFacts): Markup {
  const { card, backboneSha256, pictureCount, seed, programVersion } = facts;
  const settings = Object.entries(card.settings).map(([name, value]): Fact => [inWords(name), value ?? '–']);
  const { distilledFrom, weights } = card;
  const provenance: Fact[] = [
    ['Made', `${card.createdAt.slice(0, 16).replace('T', ' ')} UTC`],
    ['Learnt on', `${plainNumber(card.data.images)} images: ${card.data.description}`],
    [
      'Pretrained network P',
      distilledFrom ? html`${distilledFrom.name}, SHA-256 ${hashText(distilledFrom.sha256)}` : 'none',
    ],
    [
      'Run',
      `${plainNumber(card.steps)} steps, ${plainNumber(card.minutes)} minutes${card.finished ? '' : ', ended before its time'}`,
    ],
    [
      'Weights',
      html`${plainNumber(weights.bytes)} bytes, ${weights.type}, SHA-256 ${hashText(weights.sha256)}`,
    ],
    ['Versions', versionList(card.versions)],
    [
      'This page',
      html`Loupe ${programVersion}: ${plainNumber(facts.statistics.vectors)} patches of ${pictureCount}
      photographs, seed
      ${seed}${backboneSha256 === null ? ', without P' : html`, P with SHA-256 ${hashText(backboneSha256)}`}`,
    ],
  ];
  return html`<section id="provenance">
    <h2>Settings and provenance</h2>
    <div class="pair">${table('Settings', settings)} ${table('Provenance', provenance)}</div>
  </section>`;
}

function table(name: string, facts: readonly Fact[]): Markup {
  return html`<div>
    <h3>${name}</h3>
    ${factsTable(facts)}
  </div>`;
}

/** Writes a setting's name in words: `receptiveField` as `receptive field`, `lambdaK` as `λ_k`. */
function inWords(name: string): string {
  return name
    .replace(/^lambda([A-Z])$/, (_name, letter: string) => `λ_${letter.toLowerCase()}`)
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
