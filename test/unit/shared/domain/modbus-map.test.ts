import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keysOf } from '../../../../src/shared/domain/keys.ts';
import { laneStride, reasonCode, registerRows } from '../../../../src/shared/domain/modbus-map.ts';
import { notInspectedReasons } from '../../../../src/shared/domain/not-inspected.ts';
import { outputs } from '../../../../src/renderer/i18n/en/outputs.ts';

const { registers: words, blocks } = outputs.kinds.modbus;

/** Writes the map as in the document. */
function table(space: 'holding' | 'input'): string[] {
  return registerRows()
    .filter((row) => row.space === space)
    .map(({ block, name, at, registers, form }) => {
      const first = block === 'lane' ? `100 × n + ${at}` : `${at}`;
      const place = registers === 1 ? first : `${first} … ${at + registers - 1}`;
      return [place, `\`${name}\``, form, words[name]].join(' | ');
    });
}

const text = readFileSync(join(import.meta.dirname, '../../../../docs/line/modbus.md'), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim())
      .join(' | '),
  );

test('the document has the register map as it is', () => {
  for (const space of ['holding', 'input'] as const) {
    expect(text).toContain(`### ${blocks[space]}`);
    for (const row of table(space)) expect(rows).toContain(row);
  }
});

test('the document has each reason with its number', () => {
  for (const reason of keysOf(notInspectedReasons)) {
    expect(rows).toContainEqual(expect.stringContaining(`${reasonCode(reason)} | \`${reason}\`: `));
  }
});

test('no two registers of a block share a place', () => {
  for (const space of ['holding', 'input']) {
    for (const block of ['station', 'lane']) {
      const places = registerRows()
        .filter((row) => row.space === space && row.block === block)
        .flatMap(({ at, registers }) => Array.from({ length: registers }, (_, index) => at + index));
      expect(new Set(places).size).toBe(places.length);
      expect(Math.max(...places)).toBeLessThan(laneStride);
    }
  }
});
