import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { migratePlantLog } from '../../../../../src/main/plant-host/log/migrate.ts';
import { openEmbedded } from '../../../../../src/main/plant-host/log/open-embedded.ts';
import { openPostgresql } from '../../../../../src/main/plant-host/log/open-postgresql.ts';
import { plantMigrations } from '../../../../../src/main/plant-host/migrations/all.ts';
import { postgresqlMissing, startPostgresql } from '../../../../support/plant/postgresql.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const kinds = [
  { kind: 'embedded', missing: '', open: () => openEmbedded(join(temporaryFolder(), 'log')) },
  {
    kind: 'in PostgreSQL',
    missing: postgresqlMissing,
    open: async () => openPostgresql(await startPostgresql()),
  },
];

describe.each(kinds)('a log $kind of a host of before', ({ missing, open }) => {
  test.skipIf(missing !== '')('is counted anew by quarters of an hour, and keeps its decisions', async () => {
    const database = await open();
    onTestFinished(() => database.close());
    await migratePlantLog(
      database,
      plantMigrations.filter(({ version }) => version <= 2),
    );
    await database.query(`INSERT INTO plant_products (name) VALUES ('Nut')`);
    await database.query(`INSERT INTO plant_models (model) VALUES ('ab')`);
    // Two parts in one quarter of an hour, one in the next, one without a score.
    await database.query(
      `INSERT INTO plant_parts (station, number, captured_at, lane, product, model, verdict, score)
       VALUES (1, 1, 0, 1, 1, 1, 0, 2), (1, 2, 899999, 1, 1, 1, 0, 3), (1, 3, 900000, 1, 1, 1, 0, 4),
         (2, 1, 900000, 1, 1, 1, 3, NULL)`,
    );
    await database.query(
      `INSERT INTO plant_decisions (message, station, entry, decision, note, decided_by, decided_at, at_plant)
       VALUES (gen_random_uuid(), 1, 1, 'good', '', 'Anna', 1, false)`,
    );
    await database.query(
      `INSERT INTO plant_refusals VALUES ('LOUPE_PARTS', 1, 'loupe.parts.1', 'no part', 1)`,
    );
    await migratePlantLog(database, plantMigrations);
    expect(await database.query('SELECT messages FROM plant_held')).toEqual([{ messages: 1 }]);
    expect(
      await database.query(
        'SELECT quarter, station, verdict, parts, score_sum, score_squares FROM plant_counts ORDER BY 1, 2',
      ),
    ).toEqual([
      { quarter: 0, station: 1, verdict: 0, parts: 2, score_sum: 5, score_squares: 13 },
      { quarter: 1, station: 1, verdict: 0, parts: 1, score_sum: 4, score_squares: 16 },
      { quarter: 1, station: 2, verdict: 3, parts: 1, score_sum: 0, score_squares: 0 },
    ]);
    expect(await database.query('SELECT quarter, verdict, parts FROM plant_quarters ORDER BY 1, 2')).toEqual([
      { quarter: 0, verdict: 0, parts: 2 },
      { quarter: 1, verdict: 0, parts: 1 },
      { quarter: 1, verdict: 3, parts: 1 },
    ]);
    expect(await database.query('SELECT station_row FROM plant_decisions')).toEqual([{ station_row: 0 }]);
    await expect(migratePlantLog(database, plantMigrations.slice(0, 2))).rejects.toMatchObject({
      code: 'DATABASE_TOO_NEW',
    });
  });
});
