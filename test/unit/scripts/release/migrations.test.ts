import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { fingerprint, migrationFaults, readReleased } from '../../../../scripts/release/migrations.mjs';
import { migrations } from '../../../../src/main/database/migrations.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const database = resolve(import.meta.dirname, '..', '..', '..', '..', 'src', 'main', 'database');
const first = "export const first = { version: 1, up: (db) => db.exec('CREATE TABLE a (b)') };\n";
const second = 'export const second = { version: 2, up: (db) => db.exec(`DROP TABLE a`) };\n';
const released = {
  '0001-first': { release: '0.2.0', sha256: fingerprint(first) },
  '0002-second': { release: '0.3.0', sha256: fingerprint(second) },
};
const files = { '0001-first.ts': first, '0002-second.ts': second };

/** Returns the faults of a folder with these files. */
function faults(present: Readonly<Record<string, string>>): string[] {
  return migrationFaults(tempFolder(present), released);
}

it('the migrations of the station are as they were released', () => {
  const folder = join(database, 'migrations');
  const list = readReleased(join(database, 'released-migrations.json'));
  expect(Object.keys(list).length).toBeGreaterThanOrEqual(15);
  expect(migrationFaults(folder, list)).toEqual([]);
});

it('every file of a migration is in use', () => {
  const names = readdirSync(join(database, 'migrations')).map((file) => file.replace('.ts', ''));
  const used = migrations.map(({ version, name }) => `${String(version).padStart(4, '0')}-${name}`);
  expect(names.sort()).toEqual(used);
});

it('what was released is left alone, and what follows is free', () => {
  expect(faults(files)).toEqual([]);
  expect(faults({ ...files, '0003-third.ts': 'export const third = {};' })).toEqual([]);
});

it('a released migration that was changed, renamed or removed is told with what to do', () => {
  expect(faults({ ...files, '0001-first.ts': first.replace('(b)', '(b, c)') })).toEqual([
    expect.stringMatching(/0001-first was released with 0\.2\.0 and has been changed.*new migration/),
  ]);
  expect(faults({ '0001-first.ts': first })).toEqual([
    expect.stringMatching(/0002-second was released with 0\.3\.0 and is missing.*Bring it back/),
  ]);
  const renumbered = faults({ '0001-first.ts': first, '0003-second.ts': second });
  expect(renumbered).toEqual([expect.stringContaining('0002-second was released with 0.3.0 and is missing')]);
});

it('a new migration has to come after those that were released', () => {
  const between = { ...files, '0002-between.ts': 'export const between = {};' };
  expect(faults(between)).toEqual([expect.stringMatching(/0002-between is new.*next free number/)]);
});

it('another layout is no change, another letter of SQL is one', () => {
  const reformatted = `
    /** Creates the first table. */
    export const first = {
      version: 1, // counts up
      up: (db) => db.exec("CREATE TABLE a (b)",),
    };`;
  expect(fingerprint(reformatted)).toBe(fingerprint(first));
  expect(fingerprint(second.replace('TABLE a', 'TABLE  a'))).not.toBe(fingerprint(second));
  expect(fingerprint(first.replace('version: 1', 'version: 2'))).not.toBe(fingerprint(first));
});
