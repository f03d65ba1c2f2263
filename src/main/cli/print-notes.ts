import type { DataNote } from '../../shared/domain/data-notes.ts';
import { common } from '../../shared/words/en.ts';
import { filled } from '../report/filled.ts';
import type { Terminal } from './terminal.ts';

/** Most files named in a line; the JSON names all. */
const namedInLine = 10;

/** Prints notes on labelled images, each on its own line, and how to answer their questions. */
export function printNotes(terminal: Terminal, notes: readonly DataNote[]): void {
  const { says, more } = common.dataNotes;
  for (const { code, count, items } of notes) {
    const named = items
      .slice(0, namedInLine)
      .map(({ name, detail }) => (detail === '' ? name : `${name} (${detail})`));
    const rest = count > named.length ? [filled(more, { count: count - named.length })] : [];
    terminal.note(`${filled(says[code], { count })}: ${[...named, ...rest].join(', ')}`);
    if (code === 'kindsTakenAsGood') {
      terminal.note(
        `  Answer with --good-kinds ${items.map(({ name }) => name).join(',')}, or with --good-kinds good where these are defects.`,
      );
    }
  }
}
