import { z } from 'zod';
import { decisionRecordSchema, decisionSchema } from '../../shared/contract/log.ts';
import type { DecisionRecord } from '../../shared/contract/log.ts';
import type { Timings } from '../../shared/contract/live.ts';
import type { DefectRegions } from '../../shared/domain/defect-regions.ts';
import type { Verdict } from '../../shared/domain/verdict.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, insertedId, oneRow } from '../database/rows.ts';
import { detailColumns, entryRowSchema, listColumns } from './entry-rows.ts';
import type { EntryRecord } from './entry-rows.ts';
import type { LoggedFiles } from './files.ts';

/** One inspected frame as it goes into the log. */
export interface InspectionRow {
  readonly sessionId: string;
  readonly frameNumber: number;
  readonly name: string | null;
  readonly capturedAt: number;
  readonly score: number;
  readonly verdict: Verdict;
  readonly regions: DefectRegions;
  readonly thresholdsId: number;
  readonly provider: string;
  readonly timings: Timings;
}

export type NewDecision = Omit<DecisionRecord, 'id'> & { readonly entryId: number };

const standingRow = z.object({
  id: z.number(),
  productId: z.string(),
  decision: decisionSchema.nullable(),
  cause: z.string().nullable(),
  /** Null: nobody has decided yet. */
  decisionId: z.number().nullable(),
});
/** The decision that stands on an entry. */
export type StandingDecision = z.infer<typeof standingRow>;

export type LogRepository = ReturnType<typeof createLogRepository>;

/** The log as rows: inspections, entries with picture and map, people's decisions. Rows are only added. */
export function createLogRepository(database: StationDatabase) {
  const insertInspection = database.prepare(
    `INSERT INTO inspections (session_id, frame_number, name, captured_at, score, verdict, thresholds_id, provider,
       capture_ms, queue_ms, run_ms, post_ms, regions, largest_region, entry_id)
     VALUES (@sessionId, @frameNumber, @name, @capturedAt, @score, @verdict, @thresholdsId, @provider,
       @capture, @queue, @run, @post, @regions, @largestRegion, @entryId)`,
  );
  const insertEntry = database.prepare(
    `INSERT INTO log_entries (product_id, session_id, model_id, thresholds_id, captured_at, frame_number, name, verdict,
       score, regions, largest_region, provider, capture_ms, queue_ms, run_ms, post_ms,
       picture_path, picture_sha256, picture_bytes, picture_width, picture_height,
       map_path, map_sha256, map_bytes, map_width, map_height)
     SELECT s.product_id, s.id, s.model_id, @thresholdsId, @capturedAt, @frameNumber, @name, @verdict,
       @score, @regions, @largestRegion, @provider, @capture, @queue, @run, @post,
       @picturePath, @pictureSha256, @pictureBytes, @pictureWidth, @pictureHeight,
       @mapPath, @mapSha256, @mapBytes, @mapWidth, @mapHeight
     FROM sessions s WHERE s.id = @sessionId`,
  );
  const countFrame = database.prepare(`UPDATE log_entries SET frames = frames + 1 WHERE id = ?`);
  const insertDecision = database.prepare(
    `INSERT INTO decisions (entry_id, decision, cause, note, decided_by, decided_at)
     VALUES (@entryId, @decision, @cause, @note, @decidedBy, @decidedAt)`,
  );
  const decisions = database.prepare(
    `SELECT id, decision, cause, note, decided_by AS decidedBy, decided_at AS decidedAt
     FROM decisions WHERE entry_id = ? ORDER BY id`,
  );
  const entry = database.prepare(
    `SELECT ${listColumns}, ${detailColumns} FROM log_entries e JOIN products p ON p.id = e.product_id
     JOIN sessions s ON s.id = e.session_id JOIN models m ON m.id = e.model_id WHERE e.id = ?`,
  );
  const decisionRow: z.ZodType<DecisionRecord> = decisionRecordSchema;
  const standing = database.prepare(
    `SELECT e.id, e.product_id AS productId, e.decision, e.cause,
       (SELECT max(n.id) FROM decisions n WHERE n.entry_id = e.id) AS decisionId
     FROM log_entries e WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id`,
  );

  const valuesOf = ({ timings, regions, ...row }: InspectionRow) => ({
    ...row,
    ...timings,
    regions: regions.count,
    largestRegion: regions.largest,
  });

  const addInspection = (row: InspectionRow, entryId: number | null): void =>
    void insertInspection.run({ ...valuesOf(row), entryId });

  return {
    addGood: (row: InspectionRow): void => addInspection(row, null),

    /** Counts one more frame into the entry of its appearance. */
    addToEntry: database.transaction((row: InspectionRow, entryId: number): void => {
      countFrame.run(entryId);
      addInspection(row, entryId);
    }),

    /** A new entry with its files. @returns its id */
    addEntry: database.transaction((row: InspectionRow, { picture, map }: LoggedFiles): number => {
      const result = insertEntry.run({
        ...valuesOf(row),
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
      if (result.changes !== 1) throw new Error(`No session ${row.sessionId}`);
      const id = insertedId(result);
      addInspection(row, id);
      return id;
    }),

    find: (id: number): EntryRecord | null => oneRow(entryRowSchema, entry, id),

    addDecision: ({ entryId, decision, cause, note, decidedBy, decidedAt }: NewDecision): void =>
      void insertDecision.run({ entryId, decision, cause, note, decidedBy, decidedAt }),

    /** Adds all decisions or none. @returns their ids, in the same order */
    addDecisions: database.transaction((added: readonly NewDecision[]): number[] =>
      added.map((decision) => insertedId(insertDecision.run(decision))),
    ),

    /** The decisions that stand on entries; an entry that does not exist is left out. */
    standing: (ids: readonly number[]): StandingDecision[] =>
      allRows(standingRow, standing, JSON.stringify(ids)),

    decisions: (entryId: number): DecisionRecord[] => allRows(decisionRow, decisions, entryId),
  };
}
