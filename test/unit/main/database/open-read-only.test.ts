import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { openReadOnly } from '../../../../src/main/database/open-read-only.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('a connection that only reads sees what another one writes, while it writes, and changes nothing', () => {
  const file = join(temporaryFolder(), 'station.db');
  const station = openDatabase(file);
  const reader = openReadOnly(file);
  onTestFinished(() => [reader, station].forEach((database) => database.close()));
  const rows = reader.prepare('SELECT count(*) FROM settings').pluck();
  const write = `INSERT INTO settings (key, value_before, value_after, set_by, set_at)
    VALUES ('station.name', '""', '"Line 3"', 'local', 1)`;
  station.exec('BEGIN IMMEDIATE');
  station.exec(write);
  expect(rows.get()).toBe(0);
  station.exec('COMMIT');
  expect(rows.get()).toBe(1);
  expect(() => reader.exec(write)).toThrow(/readonly/);
  expect(() => reader.exec('DROP TABLE settings')).toThrow(/readonly/);
});

test('what is not there or no database is named, and nothing is made', () => {
  const folder = temporaryFolder();
  const missing = join(folder, 'station.db');
  expect(() => openReadOnly(missing)).toThrow(expect.objectContaining({ code: 'NO_PERMISSION' }));
  expect(() => openDatabase(missing).close()).not.toThrow();
  const other = join(folder, 'other.db');
  writeFileSync(other, 'no database at all, but long enough to be looked at as one by SQLite itself');
  expect(() => openReadOnly(other)).toThrow(expect.objectContaining({ code: 'CORRUPT_FILE' }));
});
