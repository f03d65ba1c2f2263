import { expect, test } from 'vitest';
import {
  nextRows,
  type TravellingRow,
  type TravellingTable,
} from '../../../../src/main/plant/travelling-rows.ts';

function table(name: string, rows: readonly Omit<TravellingRow, 'message'>[]): TravellingTable {
  const whole = rows.map((row) => ({ ...row, message: () => null }));
  return {
    name,
    after: (id, limit) => whole.filter((row) => row.id > id).slice(0, limit),
    newest: () => whole.at(-1)?.id ?? 0,
  };
}

const left = (tables: TravellingTable[], cursors: Record<string, number>, limit: number): string[] =>
  nextRows(tables, cursors, limit).map((row) => `${row.table} ${row.id}`);

test('rows of two tables leave by their time, each table’s in its order also where the clock was set back', () => {
  const day = 86_400_000;
  const judged = table('judged', [
    { id: 1, at: 10 + day },
    { id: 2, at: 30 },
    { id: 3, at: 50 },
  ]);
  const missed = table('missed', [
    { id: 1, at: 20 },
    { id: 2, at: 40 },
  ]);
  expect(left([judged, missed], {}, 10)).toEqual([
    'missed 1',
    'missed 2',
    'judged 1',
    'judged 2',
    'judged 3',
  ]);
  expect(left([judged, missed], { judged: 1, missed: 1 }, 10)).toEqual(['judged 2', 'missed 2', 'judged 3']);
});

test('where more rows of a table may come, nothing that could be later than these leaves', () => {
  const many = table(
    'many',
    [1, 2, 3, 4].map((id) => ({ id, at: id })),
  );
  const few = table('few', [{ id: 1, at: 100 }]);
  expect(left([many, few], {}, 2)).toEqual(['many 1', 'many 2']);
  expect(left([many, few], { many: 2 }, 3)).toEqual(['many 3', 'many 4', 'few 1']);
});

test('a decision leaves behind its entry, whatever the clocks said', () => {
  const entries = table('entries', [{ id: 7, at: 1000 }]);
  const decisions = table('decisions', [{ id: 1, at: 5, behind: { table: 'entries', id: 7 } }]);
  expect(left([entries, decisions], {}, 10)).toEqual(['entries 7', 'decisions 1']);
  expect(left([decisions], {}, 10)).toEqual([]);
});
