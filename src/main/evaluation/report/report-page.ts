import { folderName } from '../../../shared/domain/folder-name.ts';
import { curvesSection } from './curves-section.ts';
import { evaluationStyle } from './evaluation-style.ts';
import { figuresSection } from './figures-section.ts';
import { kindsSection } from './kinds-section.ts';
import { html } from '../../report/markup.ts';
import { pageText } from '../../report/page.ts';
import { missesSection } from './misses-section.ts';
import { filled } from '../../report/filled.ts';
import { pageTextIn } from './page-text.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import { provenanceSection } from './provenance-section.ts';
import type { ReportFacts } from './report-facts.ts';
import { verdictsSection } from './verdicts-section.ts';

/** Writes an evaluation as one HTML file that needs no other file. */
export function reportPage(facts: ReportFacts, language: Language): string {
  const text = pageTextIn(language);
  const { words, instant } = text;
  const { evaluation, card, product } = facts;
  const { result, folder, evaluatedAt } = evaluation;
  const title = filled(words.title, { product, folder: folderName(folder) });
  const body = html`<header>
      <h1>${title}</h1>
      <p>
        ${filled(words.lead, {
          model: card.id.slice(0, 8),
          preset: card.preset,
          made: instant(card.createdAt),
          evaluated: instant(evaluatedAt),
        })}
      </p>
    </header>
    <main>
      ${figuresSection(result, text)} ${verdictsSection(result, text)} ${curvesSection(result, text)}
      ${kindsSection(result, text)} ${missesSection(facts.misses, result.thresholds, text)}
      ${provenanceSection(facts, text)}
    </main>`;
  return pageText({ language, title, style: evaluationStyle, programVersion: facts.program.version, body });
}
