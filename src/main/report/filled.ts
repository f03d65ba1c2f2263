import { html, type Insertable, type Markup } from './markup.ts';

const place = /\{([\w-]+)\}/g;

/** A message with its places filled: `filled('{part} of {whole}', { part: 1, whole: 2 })`. */
export function filled(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replaceAll(place, (whole, name: string) => String(values[name] ?? whole));
}

/** A message of a page, with text or markup in its places; text is escaped. */
export function filledMarkup(message: string, values: Readonly<Record<string, Insertable>>): Markup {
  // The odd pieces are names of places.
  const pieces = message
    .split(place)
    .map((piece, index) => (index % 2 === 0 ? piece : (values[piece] ?? null)));
  return html`${pieces}`;
}
