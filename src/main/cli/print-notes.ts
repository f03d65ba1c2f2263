import type { DataNote } from '../../shared/domain/data-notes.ts';
import { common } from '../../shared/words/en.ts';
import { filled } from '../report/filled.ts';
import type { Terminal } from './terminal.ts';

/** Files that a line names; all that are known stand in the JSON. */
const namedInLine = 10;

/** Tells what is odd about labelled images, a line each, and how to answer what is asked. */
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
