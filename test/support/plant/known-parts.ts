import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { rowsOf, type PlantDatabase } from '../../../src/main/plant-host/log/plant-database.ts';
import { outcomes } from '../../../src/shared/domain/outcome.ts';

const partRow = z.object({
  number: z.number(),
  name: z.string().nullable(),
  capturedAt: z.number(),
  verdict: z.string(),
});

/** The fields of a part that station and plant both have. */
export type KnownPart = z.infer<typeof partRow>;

/** Reads the parts of a station's log, in the order of their numbers. */
export function partsOfStation(home: string): KnownPart[] {
  const database = new Sqlite(join(home, 'station.db'), { readonly: true });
  try {
    const rows = database
      .prepare(
        `SELECT part_number AS number, name, captured_at AS capturedAt, verdict FROM inspections
         UNION ALL SELECT part_number, name, captured_at, 'not-inspected' FROM uninspected_parts ORDER BY 1`,
      )
      .all();
    return z.array(partRow).parse(rows);
  } finally {
    database.close();
  }
}

/**
 * Reads the numbers of a station's parts in the order in which the plant logged them: by transaction, then by number within a
 * transaction.
 */
export async function orderAtPlant(database: PlantDatabase, station: number): Promise<number[]> {
  const rows = await rowsOf(
    z.object({ number: z.number() }),
    database,
    'SELECT number FROM plant_parts WHERE station = $1 ORDER BY xmin::text::bigint, number',
    [station],
  );
  return rows.map(({ number }) => number);
}

/** Reads the parts of a station in the plant's log, in the order of their numbers. */
export async function partsOfPlant(database: PlantDatabase, station: number): Promise<KnownPart[]> {
  const row = partRow.extend({ verdict: z.number() });
  const rows = await rowsOf(
    row,
    database,
    `SELECT number, name, captured_at AS "capturedAt", verdict FROM plant_parts WHERE station = $1 ORDER BY number`,
    [station],
  );
  return rows.map((part) => ({ ...part, verdict: outcomes[part.verdict] ?? '' }));
}
