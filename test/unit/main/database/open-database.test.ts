import Sqlite from 'better-sqlite3';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../../src/main/database/migrations.ts';
import type { Migration } from '../../../../src/main/database/migration.ts';
import { schemaVersion } from '../../../../src/main/database/migrate.ts';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const newest = migrations.at(-1)?.version ?? 0;

const next: Migration = {
  version: newest + 1,
  name: 'shelves',
  up: (database) => database.exec('CREATE TABLE shelves (id INTEGER PRIMARY KEY) STRICT'),
};

function failing(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown');
}

/** Makes a database of a newer version, closed or left with its write-ahead log. */
function newerDatabase(path: string, crashed: boolean): void {
  const database = openDatabase(path, { migrations: [...migrations, next] });
  if (crashed) {
    database.exec('INSERT INTO shelves DEFAULT VALUES');
    for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${path}.copy${end}`);
  }
  database.close();
  if (crashed) for (const end of ['', '-wal']) copyFileSync(`${path}.copy${end}`, `${path}${end}`);
}

test('migrations count up by one from one', () => {
  expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
});

test('a fresh database has the newest schema, strict tables, a write-ahead log and foreign keys', () => {
  const path = join(temporaryFolder(), 'new', 'station.db');
  const database = openDatabase(path);
  expect(schemaVersion(database)).toBe(newest);
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(database.pragma('synchronous', { simple: true })).toBe(2);
  const loose = database.prepare(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
  );
  expect(loose.all()).toEqual([]);
  database.close();
});

test('an opened database keeps its rows and makes no backup', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'station.db');
  const first = openDatabase(path);
  first.prepare("INSERT INTO products (id, name, created_at) VALUES ('a', 'Cookie', 1)").run();
  first.close();
  const second = openDatabase(path);
  expect(second.prepare('SELECT name FROM products').all()).toEqual([{ name: 'Cookie' }]);
  second.close();
  expect(existsSync(join(folder, 'backups'))).toBe(false);
});

test('before an existing database is migrated, a copy of it is kept', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'station.db');
  const before = openDatabase(path);
  before.prepare("INSERT INTO products (id, name, created_at) VALUES ('a', 'Cookie', 1)").run();
  before.close();

  const after = openDatabase(path, { migrations: [...migrations, next], backups: join(folder, 'backups') });
  expect(schemaVersion(after)).toBe(next.version);
  expect(after.prepare('SELECT name FROM products').all()).toEqual([{ name: 'Cookie' }]);
  after.close();

  const [copy = ''] = readdirSync(join(folder, 'backups'));
  const backup = new Sqlite(join(folder, 'backups', copy), { readonly: true });
  expect(schemaVersion(backup)).toBe(newest);
  expect(backup.prepare('SELECT name FROM products').all()).toEqual([{ name: 'Cookie' }]);
  backup.close();
});

test('a migration that fails leaves the database as it was', () => {
  const path = join(temporaryFolder(), 'station.db');
  openDatabase(path).close();
  const broken: Migration = {
    ...next,
    up: (database) => {
      next.up(database);
      throw new Error('Power cut');
    },
  };
  expect(() => openDatabase(path, { migrations: [...migrations, broken] })).toThrow('Power cut');
  const database = openDatabase(path);
  expect(schemaVersion(database)).toBe(newest);
  expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'shelves'").all()).toEqual([]);
  database.close();
});

test.each([false, true])(
  'a database of a newer version is named and left byte for byte (crashed: %s)',
  (crashed) => {
    const folder = temporaryFolder();
    const path = join(folder, 'station.db');
    newerDatabase(path, crashed);
    const files = [path, `${path}-wal`].filter((file) => existsSync(file));
    expect(files.length).toBe(crashed ? 2 : 1);
    const before = files.map((file) => readFileSync(file));

    const error = failing(() => openDatabase(path));
    expect(error).toMatchObject({ code: 'DATABASE_TOO_NEW', message: expect.stringContaining(path) });
    expect(files.map((file) => readFileSync(file))).toEqual(before);
  },
);

test('a file that is no database is named and left as it is', () => {
  const path = join(temporaryFolder(), 'station.db');
  writeFileSync(path, 'not a database at all\n'.repeat(100));
  const error = failing(() => openDatabase(path));
  expect(error).toMatchObject({ code: 'CORRUPT_FILE', message: expect.stringContaining(path) });
  expect(readFileSync(path, 'utf8')).toBe('not a database at all\n'.repeat(100));
});

test('a database that was cut short is named', () => {
  const path = join(temporaryFolder(), 'station.db');
  openDatabase(path).close();
  truncateSync(path, 8192);
  expect(failing(() => openDatabase(path))).toMatchObject({
    code: 'CORRUPT_FILE',
    message: expect.stringContaining(path),
  });
});

test('a database with damaged pages is named', () => {
  const path = join(temporaryFolder(), 'station.db');
  openDatabase(path).close();
  const bytes = readFileSync(path);
  bytes.fill(0x5a, 4096, 3 * 4096);
  writeFileSync(path, bytes);
  expect(failing(() => openDatabase(path))).toMatchObject({
    code: 'CORRUPT_FILE',
    message: expect.stringContaining(path),
  });
});

test('a database of another program is not touched', () => {
  const path = join(temporaryFolder(), 'station.db');
  const foreign = new Sqlite(path);
  foreign.exec('CREATE TABLE notes (text TEXT)');
  foreign.close();
  const before = readFileSync(path);
  expect(failing(() => openDatabase(path))).toMatchObject({ code: 'CORRUPT_FILE' });
  expect(readFileSync(path)).toEqual(before);
});

test('a path that cannot hold a database is named', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'station.db'));
  expect(failing(() => openDatabase(join(folder, 'station.db')))).toMatchObject({
    message: expect.stringContaining(join(folder, 'station.db')),
  });
  writeFileSync(join(folder, 'file'), '');
  expect(failing(() => openDatabase(join(folder, 'file', 'station.db')))).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining(join(folder, 'file', 'station.db')),
  });
});
