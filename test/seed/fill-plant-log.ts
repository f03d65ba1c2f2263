import type { Client } from 'pg';

export interface PlantLogFill {
  readonly rows: number;
  readonly stations: number;
  /** Times between which the parts are spread evenly, ms since 1970. */
  readonly from: number;
  readonly to: number;
}

/**
 * Writes parts of many stations as ingestion leaves them, with counts and entries: four products, one part in fifty a defect and one in
 * twenty for review. One in four of these entries waits for a decision.
 */
export async function fillPlantLog(
  client: Client,
  { rows, stations, from, to }: PlantLogFill,
): Promise<void> {
  await client.query(
    `INSERT INTO plant_products (name) SELECT 'Product ' || n FROM generate_series(1, 4) AS n`,
  );
  await client.query(
    `INSERT INTO plant_models (model) SELECT repeat(n::text, 64) FROM generate_series(1, 4) AS n`,
  );
  await client.query(
    `INSERT INTO plant_parts (station, number, captured_at, lane, product, model, verdict, score)
     SELECT 1 + n % $2::integer, n / $2::integer + 1, $3::bigint + n::bigint * ($4::bigint - $3::bigint) / $1::bigint, 1,
       1 + n % 4, 1 + n % 4, CASE WHEN n % 50 = 7 THEN 2 WHEN n % 20 = 3 THEN 1 ELSE 0 END,
       0.5 + (n::bigint * 7919 % 1000) / 1000.0
     FROM generate_series(0, $1::integer - 1) AS n`,
    [rows, stations, from, to],
  );
  await client.query(
    `INSERT INTO plant_counts (quarter, station, product, model, verdict, parts, score_sum, score_squares, last_at)
     SELECT captured_at / 900000, station, product, model, verdict, count(*), sum(score), sum(score * score),
       max(captured_at)
     FROM plant_parts GROUP BY 1, 2, 3, 4, 5`,
  );
  await client.query(
    `INSERT INTO plant_quarters (quarter, product, verdict, parts)
     SELECT quarter, product, verdict, sum(parts) FROM plant_counts GROUP BY 1, 2, 3`,
  );
  await client.query(
    `INSERT INTO plant_days (day, station, product, verdict, parts)
     SELECT quarter / 96, station, product, verdict, sum(parts) FROM plant_counts GROUP BY 1, 2, 3, 4`,
  );
  await client.query(
    `INSERT INTO plant_entries (station, entry, part, captured_at, product, verdict, score)
     SELECT station, number, number, captured_at, product, verdict, score FROM plant_parts WHERE verdict > 0`,
  );
  await client.query(
    `INSERT INTO plant_open_entries (captured_at, station, entry)
     SELECT captured_at, station, entry FROM plant_entries WHERE entry % 4 = 0`,
  );
  await client.query(
    `INSERT INTO plant_decisions (message, station, entry, decision, note, decided_by, decided_at, at_plant)
     SELECT gen_random_uuid(), station, entry, CASE WHEN entry % 3 = 0 THEN 'good' ELSE 'defect' END, '', 'Anna',
       captured_at + 60000, true
     FROM plant_entries WHERE entry % 4 <> 0`,
  );
  await client.query('VACUUM ANALYZE');
}
