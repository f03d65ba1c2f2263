import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startCheckpoints } from '../../../../src/main/database/checkpoints.ts';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('what was committed reaches the database’s own file although no commit copies it', async () => {
  const path = join(temporaryFolder(), 'station.db');
  const database = openDatabase(path);
  onTestFinished(() => void database.close());
  database.exec('CREATE TABLE kept (bytes BLOB)');
  const failures: unknown[] = [];
  const checkpoints = startCheckpoints(database, (error) => failures.push(error), 20);
  const before = statSync(path).size;
  const bytes = 200_000;
  // Fewer pages than the number after which a commit makes a checkpoint by itself.
  database.exec(`INSERT INTO kept VALUES (zeroblob(${bytes}))`);
  while (statSync(path).size < before + bytes) await sleep(10);
  database.exec(`INSERT INTO kept VALUES (zeroblob(${bytes}))`);
  await checkpoints.close();
  expect(failures).toEqual([]);
  expect(z.number().parse(database.prepare('SELECT count(*) FROM kept').pluck().get())).toBe(2);
});
