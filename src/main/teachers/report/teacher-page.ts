import { html } from '../../report/markup.ts';
import { plainNumber } from '../../report/numbers.ts';
import { pageText } from '../../report/page.ts';
import { descriptorFigures, descriptorsSection } from './descriptors-section.ts';
import { lossesSection } from './losses-section.ts';
import { neighboursSection } from './neighbours-section.ts';
import { provenanceSection } from './provenance-section.ts';
import type { ReportFacts } from './report-facts.ts';
import { teacherStyle } from './teacher-style.ts';

/** Writes a teacher's report as one HTML file. */
export async function teacherPage(facts: ReportFacts): Promise<string> {
  const { card, statistics } = facts;
  const title = `Teacher ${card.id}`;
  const source = card.distilledFrom
    ? `distilled from ${card.distilledFrom.name}`
    : 'learnt without another network';
  const body = html`<header>
      <h1>${title}</h1>
      <p>
        Receptive field ${card.receptiveField} pixels, ${card.width} width, ${card.descriptorSize} components;
        ${source}, ${plainNumber(card.steps)} steps on ${plainNumber(card.data.images)} images.
      </p>
    </header>
    <main>
      ${descriptorFigures(statistics)} ${lossesSection(card)} ${await descriptorsSection(statistics)}
      ${await neighboursSection(facts)} ${provenanceSection(facts)}
    </main>`;
  return pageText({ language: 'en', title, style: teacherStyle, programVersion: facts.programVersion, body });
}
