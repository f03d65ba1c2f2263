import { createHash } from 'node:crypto';
import { folderName } from '../../../shared/domain/folder-name.ts';
import { curvesSection } from './curves-section.ts';
import { figuresSection } from './figures-section.ts';
import { kindsSection } from './kinds-section.ts';
import { html } from '../../report/markup.ts';
import { missesSection } from './misses-section.ts';
import { instant } from './numbers.ts';
import { pageStyle } from './page-style.ts';
import { provenanceSection } from './provenance-section.ts';
import type { ReportFacts } from './report-facts.ts';
import { verdictsSection } from './verdicts-section.ts';

/** Allows the page its own style and its own pictures, and no script, whatever stands in it. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

// The policy's hash is that of the very text between the tags.
// prettier-ignore
const styleElement = html`<style>${pageStyle}</style>`;

/** An evaluation as one HTML file that needs nothing beside it. */
export function reportPage(facts: ReportFacts): string {
  const { evaluation, card, product } = facts;
  const { result, folder, evaluatedAt } = evaluation;
  const title = `${product}: evaluation on ${folderName(folder)}`;
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${policy}" />
      <meta name="viewport" content="width=device-width" />
      <meta name="generator" content="Loupe ${facts.program.version}" />
      <title>${title}</title>
      ${styleElement}
    </head>
    <body>
      <header>
        <h1>${title}</h1>
        <p>
          Model ${card.id.slice(0, 8)}, preset ${card.preset}, made ${instant(card.createdAt)}. Evaluated
          ${instant(evaluatedAt)}.
        </p>
      </header>
      <main>
        ${figuresSection(result)} ${verdictsSection(result)} ${curvesSection(result)} ${kindsSection(result)}
        ${missesSection(facts.misses, result.thresholds)} ${provenanceSection(facts)}
      </main>
    </body>
  </html>`;
  return `<!doctype html>\n${page.toString()}\n`;
}
