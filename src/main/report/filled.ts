import { html, type Insertable, type Markup } from './markup.ts';

const place = /\{([\w-]+)\}/g;

/** Fills the placeholders of a message: `filled('{part} of {whole}', { part: 1, whole: 2 })`. */
export function filled(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replaceAll(place, (whole, name: string) => String(values[name] ?? whole));
}

/** Fills the placeholders of a page's message with text or markup; text is escaped. */
export function filledMarkup(message: string, values: Readonly<Record<string, Insertable>>): Markup {
  // Pieces with odd indices are names of placeholders.
  const pieces = message
    .split(place)
    .map((piece, index) => (index % 2 === 0 ? piece : (values[piece] ?? null)));
  return html`${pieces}`;
}
