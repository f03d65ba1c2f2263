import { z } from 'zod';
import type { StationDatabase } from '../../src/main/database/open-database.ts';
import type { JudgedFiles } from '../../src/main/log/files.ts';

export interface Filling {
  readonly productId: string;
  readonly modelId: string;
  /** Number of inspections; every tenth is an entry of the log. */
  readonly parts: number;
  /** End of the year, ms since 1970. */
  readonly until: number;
  /** Picture and map of every entry. */
  readonly files: JudgedFiles;
}

/** Number of sessions, two a day. */
const sessions = 730;
const year = 365 * 86_400_000;

/**
 * Fills a log with any number of parts over a year of a line: a session every half day, in shifts; a third of the parts that are not
 * good are defects; three entries in ten have a decision. Writes by SQL, one transaction a session.
 *
 * @param tell gets the number of parts written so far
 */
export function fillLog(
  database: StationDatabase,
  { productId, modelId, parts, until, files: { picture, map } }: Filling,
  tell: (written: number) => void = () => undefined,
): void {
  const { thresholdsId } = z
    .object({ thresholdsId: z.number() })
    .parse(
      database.prepare('SELECT max(id) AS thresholdsId FROM thresholds WHERE model_id = ?').get(modelId),
    );
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -262144');
  const session =
    database.prepare(`INSERT INTO sessions (id, product_id, model_id, source, started_at, ended_at, provider,
    started_by, shift_id) VALUES (@id, @productId, @modelId, '{"kind":"watched-folder","folder":"/line/parts"}', @from, @to,
    'cpu', 'local', @shift)`);
  const shift = database.prepare(
    `INSERT INTO shifts (started_by, started_at, ended_by, ended_at) VALUES ('local', @from, 'local', @to)`,
  );
  const numbers = `WITH RECURSIVE n (i) AS (SELECT @first UNION ALL SELECT i + @by FROM n WHERE i + @by < @end)`;
  const judged = `'cpu', 3.1, 0.5, 40.2, 5.5`;
  const entries =
    database.prepare(`INSERT INTO log_entries (product_id, session_id, model_id, thresholds_id, captured_at,
    frame_number, name, verdict, score, provider, capture_ms, queue_ms, run_ms, post_ms, picture_path, picture_sha256,
    picture_bytes, picture_width, picture_height, map_path, map_sha256, map_bytes, map_width, map_height, regions,
    largest_region, part_number, decision, cause)
    ${numbers} SELECT @productId, @id, @modelId, @thresholdsId, @start + CAST(i * @step AS INTEGER), i - @first0,
      printf('SN-%08d.png', i), iif(i % 30 = 0, 'defect', 'review'), 2.6 + (i * 7919 % 1000003) / 1000003.0, ${judged},
      @picturePath, @pictureSha256, @pictureBytes, @pictureWidth, @pictureHeight, @mapPath, @mapSha256, @mapBytes, @mapWidth,
      @mapHeight, 2, 0.01, i + 1, iif(i % 50 = 0, 'good', iif(i % 70 = 0, 'defect', NULL)),
      iif(i % 70 = 0 AND i % 50 <> 0, 'scratch', NULL) FROM n`);
  const inspections =
    database.prepare(`INSERT INTO inspections (session_id, frame_number, name, captured_at, score, verdict,
    thresholds_id, provider, capture_ms, queue_ms, run_ms, post_ms, entry_id, regions, largest_region, part_number)
    ${numbers} SELECT @id, i - @first0, printf('SN-%08d.png', i), @start + CAST(i * @step AS INTEGER),
      0.5 + (i * 7919 % 1000003) / 1000003.0 * 2, iif(i % 30 = 0, 'defect', iif(i % 10 = 0, 'review', 'good')), @thresholdsId,
      ${judged}, iif(i % 10 = 0, @entry + (i - @firstEntry) / 10, NULL), 1, 0.002, i + 1 FROM n`);
  const newest = database.prepare('SELECT coalesce(max(id), 0) FROM log_entries').pluck();
  const step = year / parts;
  const start = until - year;
  const write = database.transaction((number: number): void => {
    const first = Math.ceil((parts * number) / sessions);
    const end = Math.ceil((parts * (number + 1)) / sessions);
    const span = { from: Math.floor(start + first * step), to: Math.floor(start + end * step) };
    const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    session.run({ id, productId, modelId, ...span, shift: shift.run(span).lastInsertRowid });
    if (first >= end) return;
    const firstEntry = Math.ceil(first / 10) * 10;
    const common = { id, thresholdsId, start, step, end, first0: first };
    const entry = z.number().parse(newest.get()) + 1;
    if (firstEntry < end) {
      entries.run({
        ...common,
        first: firstEntry,
        by: 10,
        productId,
        modelId,
        picturePath: picture.path,
        pictureSha256: picture.sha256,
        pictureBytes: picture.bytes,
        pictureWidth: picture.width,
        pictureHeight: picture.height,
        mapPath: map.path,
        mapSha256: map.sha256,
        mapBytes: map.bytes,
        mapWidth: map.width,
        mapHeight: map.height,
      });
    }
    inspections.run({ ...common, first, by: 1, entry, firstEntry });
  });
  for (let number = 0; number < sessions; number++) {
    write(number);
    tell(Math.ceil((parts * (number + 1)) / sessions));
  }
  database.prepare('UPDATE part_numbers SET reserved = max(reserved, ?)').run(parts);
  database.pragma('synchronous = FULL');
  database.pragma('wal_checkpoint(TRUNCATE)');
}
