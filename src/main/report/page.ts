import { createHash } from 'node:crypto';
import { html, type Markup } from './markup.ts';
import { pageStyle } from './page-style.ts';

/** Allows a page its own style and its own pictures, and no script, whatever stands in it. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

// The policy's hash is that of the very text between the tags.
// prettier-ignore
const style = html`<style>${pageStyle}</style>`;

/** A report as one HTML file that needs nothing beside it and runs no script. */
export function reportPage({ title, body }: { readonly title: string; readonly body: Markup }): string {
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${policy}" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      ${style}
    </head>
    <body>
      ${body}
    </body>
  </html>`;
  return `<!doctype html>\n${page.toString()}\n`;
}
