/** What may be put into a page: text is escaped, markup stays as it is, lists are joined, null is nothing. */
export type Insertable = Markup | string | number | null | readonly Insertable[];

/** HTML or SVG. Only {@link html} makes it, so that no text gets into a page unescaped. */
export class Markup {
  readonly #text: string;

  /** @param parts fixed pieces of a template literal, `values` what stands between them */
  constructor(parts: TemplateStringsArray, values: readonly Insertable[]) {
    this.#text = parts.map((part, index) => part + textOf(values[index] ?? null)).join('');
  }

  toString(): string {
    return this.#text;
  }
}

/** Markup from a template literal. Values may stand in text and in double-quoted attributes, nowhere else. */
export function html(parts: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  return new Markup(parts, values);
}

function textOf(value: Insertable): string {
  if (value === null) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number' || value instanceof Markup) return value.toString();
  return value.map(textOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
