/** Text that is already markup. Only `html` makes it, so that all other text is escaped. */
export class Markup {
  readonly #text: string;

  /** @param parts the fixed pieces of a template literal; the values between them are escaped */
  constructor(parts: TemplateStringsArray, values: readonly Insertable[]) {
    this.#text = parts.map((part, index) => part + textOf(values[index] ?? null)).join('');
  }

  toString(): string {
    return this.#text;
  }
}

export type Insertable = Markup | string | number | null | readonly Insertable[];

/**
 * Makes HTML or SVG from a template: strings are escaped, markup is kept, lists are joined, null is left out. Values
 * belong in text or in double-quoted attributes (decision 0061).
 */
export function html(parts: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  return new Markup(parts, values);
}

function textOf(value: Insertable): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string') return escaped(value);
  return typeof value === 'number' ? String(value) : value.map(textOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Escapes text. Control characters, which documents must not contain, become the replacement character. */
function escaped(text: string): string {
  return text
    .replaceAll(/[&<>"'`]/g, (character) => entities[character] ?? '')
    .replaceAll(/(?![\t\n\r])\p{Cc}/gu, '\uFFFD');
}
