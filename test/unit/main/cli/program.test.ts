import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandProgram } from '../../../../src/main/cli/program.ts';

const readme = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'README.md'), 'utf8');
const nothing = { withStation: () => Promise.resolve(), alone: () => Promise.resolve() };
const program = commandProgram(nothing, '0.0.0');

test.each(program.commands.map((command) => command.name()))('the README shows the command %s', (name) => {
  const shown = [
    `npm run --silent station -- ${name} `,
    `npm run --silent station -- ${name}\n`,
    `npm run ${name} `,
  ];
  expect(shown.some((line) => readme.includes(line))).toBe(true);
});

test('every command and option that the README shows is there', () => {
  const lines = Array.from(
    readme.matchAll(/^npm run --silent station -- ([a-z]\S*.*)$/gm),
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
