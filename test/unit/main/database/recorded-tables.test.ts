import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { recordedTables } from '../../../../src/main/database/recorded-tables.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('every table says whether the audit trail records its changes, or why it does not', () => {
  const database = openDatabase(join(temporaryFolder(), 'station.db'));
  const names = z
    .array(z.object({ name: z.string() }))
    .parse(
      database
        .prepare(
          `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`,
        )
        .all(),
    )
    .map(({ name }) => name);
  database.close();
  expect(names).toEqual(Object.keys(recordedTables).sort());
});
