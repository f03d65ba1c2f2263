import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { tableFaults } from '../../../../scripts/tables/table-faults.mjs';
import { tables } from '../../../../scripts/tables/tables.mjs';
import { tempFolder } from '../../../support/temp-folder.ts';

const root = resolve(import.meta.dirname, '..', '..', '..', '..');
const migration = {
  'src/main/database/migrations/0001-a.ts':
    "export default 'CREATE TABLE parts (id); CREATE TABLE lanes (id)';",
};
const owners = { parts: { owner: 'log', readers: ['report'] }, lanes: { owner: 'line' } };
const reader = { 'src/main/report/repository.ts': 'SELECT id FROM parts' };

/** Returns the faults of a project with these sources, a migration and one reader. */
function faults(sources: Readonly<Record<string, string>>, list = owners): string[] {
  return tableFaults(tempFolder({ ...migration, ...reader, ...sources }), list);
}

it('the tables of the project are used as the list of owners says', () => {
  expect(tableFaults(root, tables)).toEqual([]);
});

it('an owner may do anything, a reader that is named may read', () => {
  expect(
    faults({
      'src/main/log/entry-repository.ts': 'DELETE FROM parts; INSERT INTO parts; SELECT 1 FROM parts',
    }),
  ).toEqual([]);
});

it.each([
  'INSERT INTO lanes',
  'INSERT OR IGNORE INTO lanes',
  'UPDATE lanes SET a = 1',
  'UPDATE OR FAIL lanes',
])('a domain that writes another’s table is named: %s', (statement) => {
  expect(faults({ 'src/main/log/repository.ts': statement })).toEqual([
    'src/main/log/repository.ts: writes lanes, which line owns: ask its repository',
  ]);
});

it('so is one that reads it without being on the list, and one on the list that no longer does', () => {
  expect(faults({ 'src/main/log/repository.ts': 'SELECT 1 FROM a JOIN lanes USING (id)' })).toEqual([
    'src/main/log/repository.ts: reads lanes: ask line, or name log in scripts/tables/tables.mjs',
  ]);
  expect(faults({ 'src/main/report/repository.ts': '' })).toEqual([
    'scripts/tables/tables.mjs: report no longer reads parts: take it off the list',
  ]);
});

it('every table of the migrations has an owner, and no other', () => {
  const more = { 'src/main/database/migrations/0002-b.ts': 'CREATE TABLE new_parts (id); DROP TABLE lanes' };
  expect(faults(more)).toEqual([
    'new_parts: has no owner in scripts/tables/tables.mjs',
    'scripts/tables/tables.mjs: no migration makes lanes',
  ]);
});
