import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandProgram } from '../../../../src/main/cli/program.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const documents = ['README.md', 'docs/command-line.md', 'docs/teachers.md']
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');
const nothing = { streams: process, withStation: () => Promise.resolve(), alone: () => Promise.resolve() };
const program = commandProgram(nothing, '0.0.0');

test.each(program.commands.map((command) => command.name()))('the documents show the command %s', (name) => {
  const shown = [
    `npm run --silent station -- ${name} `,
    `npm run --silent station -- ${name}\n`,
    `npm run ${name} `,
  ];
  expect(shown.some((line) => documents.includes(line))).toBe(true);
});

test('every command and option that the documents show is there', () => {
  const lines = Array.from(
    documents.matchAll(/^npm run --silent station -- ([a-z]\S*.*)$/gm),
    ([, line]) => line ?? '',
  );
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    const words = line.split(' ');
    const command = program.commands.find((one) => one.name() === words[0]);
    const last = command?.commands.find((one) => one.name() === words[1]) ?? command;
    const known = [...(last?.options ?? []), ...program.options].map(({ long }) => long);
    for (const option of words.filter((word) => word.startsWith('--'))) expect(known, line).toContain(option);
  }
});
