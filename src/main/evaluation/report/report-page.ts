import { folderName } from '../../../shared/domain/folder-name.ts';
import { curvesSection } from './curves-section.ts';
import { evaluationStyle } from './evaluation-style.ts';
import { figuresSection } from './figures-section.ts';
import { kindsSection } from './kinds-section.ts';
import { html } from '../../report/markup.ts';
import { pageText } from '../../report/page.ts';
import { missesSection } from './misses-section.ts';
import { instant } from './numbers.ts';
import { provenanceSection } from './provenance-section.ts';
import type { ReportFacts } from './report-facts.ts';
import { verdictsSection } from './verdicts-section.ts';

/** An evaluation as one HTML file that needs nothing beside it. */
export function reportPage(facts: ReportFacts): string {
  const { evaluation, card, product } = facts;
  const { result, folder, evaluatedAt } = evaluation;
  const title = `${product}: evaluation on ${folderName(folder)}`;
  const body = html`<header>
      <h1>${title}</h1>
      <p>
        Model ${card.id.slice(0, 8)}, preset ${card.preset}, made ${instant(card.createdAt)}. Evaluated
        ${instant(evaluatedAt)}.
      </p>
    </header>
    <main>
      ${figuresSection(result)} ${verdictsSection(result)} ${curvesSection(result)} ${kindsSection(result)}
      ${missesSection(facts.misses, result.thresholds)} ${provenanceSection(facts)}
    </main>`;
  return pageText({ title, style: evaluationStyle, programVersion: facts.program.version, body });
}
