import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { headlessHost } from '../../../../../src/main/host/headless-host.ts';
import { createStationChanges } from '../../../../../src/main/station/changes.ts';
import { createDatabaseCheck } from '../../../../../src/main/station/database-check/database-check.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** Makes a database as a crash leaves it, with its last rows only in the write-ahead log. */
function crashed(): string {
  const folder = temporaryFolder();
  const open = openDatabase(join(folder, 'open.db'));
  open.pragma('wal_checkpoint(TRUNCATE)');
  open.exec("INSERT INTO products (id, name, created_at) VALUES ('a', 'Cookie', 1)");
  const path = join(folder, 'station.db');
  for (const end of ['', '-wal']) copyFileSync(join(folder, `open.db${end}`), `${path}${end}`);
  open.close();
  return path;
}

test('a large database that a crash left opens at once with its last rows, and is read as a whole beside', async () => {
  const path = crashed();
  const unchecked = vi.fn();
  const database = openDatabase(path, { mostCheckedBytes: 0, onUnchecked: unchecked });
  expect(unchecked).toHaveBeenCalledOnce();
  expect(database.prepare('SELECT name FROM products').pluck().get()).toBe('Cookie');
  const changes = createStationChanges();
  const check = createDatabaseCheck(headlessHost(), path, changes);
  expect(check.state()).toBeNull();
  check.start();
  expect(check.state()).toEqual({ state: 'running' });
  // The line goes on writing during the check.
  database.exec("INSERT INTO products (id, name, created_at) VALUES ('b', 'Tape', 1)");
  await vi.waitUntil(() => check.state() === null, 20_000);
  check.close();
  database.close();
  const again = vi.fn();
  openDatabase(path, { mostCheckedBytes: 0, onUnchecked: again }).close();
  expect(again).not.toHaveBeenCalled();
});

test('damage of a large database is told by the check beside', async () => {
  const path = join(temporaryFolder(), 'station.db');
  const database = openDatabase(path);
  const root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'products'").pluck().get();
  const page = Number(database.pragma('page_size', { simple: true }));
  database.close();
  const bytes = readFileSync(path);
  bytes.fill(0x5a, (Number(root) - 1) * page, Number(root) * page);
  writeFileSync(path, bytes);
  const check = createDatabaseCheck(headlessHost(), path, createStationChanges());
  check.start();
  await vi.waitUntil(() => check.state()?.state !== 'running', 20_000);
  expect(check.state()).toMatchObject({ state: 'damaged', cause: expect.stringMatching(/./) });
  check.close();
});
