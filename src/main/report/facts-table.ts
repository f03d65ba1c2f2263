import { html, type Insertable, type Markup } from './markup.ts';

/** A name with its value. */
export type Fact = readonly [string, Insertable];

/** Renders facts as a table of two columns. */
export function factsTable(facts: readonly Fact[]): Markup {
  return html`<table>
    <tbody>
      ${facts.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Renders a hash, which may break anywhere. */
export function hashText(hash: string): Markup {
  return html`<span class="hash">${hash}</span>`;
}

/** Returns versions as text, such as `node 24.1.0, onnxruntime 1.30.0`. */
export function versionList(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}
