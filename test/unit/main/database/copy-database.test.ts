import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { copyDatabase } from '../../../../src/main/database/copy-database.ts';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('the copy is the database at one moment, while another connection goes on writing, and holds no writer up', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'station.db');
  const station = openDatabase(path);
  // A blocked writer fails at once.
  station.pragma('busy_timeout = 0');
  station.exec('CREATE TABLE filled (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const add = station.prepare('INSERT INTO filled (text) VALUES (?)');
  station.transaction(() => {
    for (let count = 0; count < 20_000; count++) add.run('x'.repeat(200));
  })();

  const shares: number[] = [];
  await copyDatabase(path, join(folder, 'copy.db'), (share) => {
    shares.push(share);
    add.run('written while it was copied');
  });
  const copy = new Sqlite(join(folder, 'copy.db'), { readonly: true });
  expect(copy.prepare('SELECT count(*) FROM filled').pluck().get()).toBe(20_000);
  copy.close();
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  expect(station.prepare('SELECT count(*) FROM filled').pluck().get()).toBe(20_000 + shares.length);
  station.close();
});

test('a database that is none is refused by name', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'station.db');
  expect(await failureOf(() => copyDatabase(path, join(folder, 'copy.db'), () => undefined))).toMatchObject({
    code: 'NO_PERMISSION',
  });
});
