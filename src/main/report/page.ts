import { createHash } from 'node:crypto';
import type { Language } from '../../shared/domain/languages.ts';
import { html, type Markup } from './markup.ts';
import { pageStyle } from './page-style.ts';

export interface Page {
  readonly language: Language;
  readonly title: string;
  /** Style of this kind of report, appended to the shared style. */
  readonly style: string;
  /** The program's version. */
  readonly programVersion: string;
  readonly body: Markup;
}

/** Returns a report as one self-contained HTML file; its policy forbids scripts, whatever the content. */
export function pageText({ language, title, style: own, programVersion, body }: Page): string {
  const text = pageStyle + own;
  // The policy contains the hash of exactly the text between the tags.
  // prettier-ignore
  const style = html`<style>${text}</style>`;
  const page = html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${policyFor(text)}" />
      <meta name="viewport" content="width=device-width" />
      <meta name="generator" content="Loupe ${programVersion}" />
      <title>${title}</title>
      ${style}
    </head>
    <body>
      ${body}
    </body>
  </html>`;
  return `<!doctype html>\n${page.toString()}\n`;
}

/** Returns a policy that allows the page's own style and pictures, and no script. */
function policyFor(style: string): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
