import { z } from 'zod';
import { decisionRecordSchema, decisionSchema } from '../../shared/contract/log.ts';
import type { DecisionRecord } from '../../shared/contract/log.ts';
import type { PartResult } from '../../shared/contract/part-result.ts';
import { keysOf } from '../../shared/domain/keys.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { insertInto } from '../database/columns.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, insertedId, oneRow } from '../database/rows.ts';
import { detailColumns, entryRowSchema, listColumns } from './entry-rows.ts';
import type { EntryRecord } from './entry-rows.ts';
import { loggedFileSchema, type LoggedFiles } from './files.ts';
import {
  inspectionFields,
  partFields,
  rowOfJudged,
  rowOfPart,
  rowOfUninspected,
  uninspectedFields,
} from './part-rows.ts';

export type NewDecision = Omit<DecisionRecord, 'id'> & { readonly entryId: number };

const loggedRow = z.object({ entryId: z.number().nullable() });
const standingRow = z.object({
  id: z.number(),
  productId: z.string(),
  decision: decisionSchema.nullable(),
  cause: z.string().nullable(),
  /** The latest decision; null if nobody has decided yet. */
  decisionId: z.number().nullable(),
});
/** An entry with its latest decision. */
export type StandingDecision = z.infer<typeof standingRow>;

const fileNames = ['picture', 'map'] as const;
/** Names the column field of a file: `picturePath`, `mapSha256`, … */
const fileField = (name: string, field: string): string =>
  name + field.charAt(0).toUpperCase() + field.slice(1);
const fileFields = fileNames.flatMap((name) =>
  keysOf(loggedFileSchema.shape).map((field) => fileField(name, field)),
);

function fileValues(files: LoggedFiles): Record<string, string | number | null> {
  return Object.fromEntries(
    fileNames.flatMap((name) =>
      keysOf(loggedFileSchema.shape).map(
        (field) => [fileField(name, field), files[name]?.[field] ?? null] as const,
      ),
    ),
  );
}

export type LogRepository = ReturnType<typeof createLogRepository>;

/**
 * The log's rows: inspections, parts that were not inspected, entries with picture and map, people's decisions. Rows are
 * only ever added.
 *
 * @param alongside called with each part and its entry's id in the transaction that logs it; null for a good part that is not kept
 */
export function createLogRepository(
  database: StationDatabase,
  alongside: (part: PartResult, entryId: number | null) => void = () => undefined,
) {
  const insertInspection = database.prepare(insertInto('inspections', [...inspectionFields, 'entryId']));
  const insertUninspected = database.prepare(
    insertInto('uninspected_parts', [...uninspectedFields, 'entryId']),
  );
  const logged = database.prepare(
    ['inspections', 'uninspected_parts']
      .map(
        (table) =>
          `SELECT entry_id AS entryId FROM ${table}
           WHERE session_id = @sessionId AND captured_at = @capturedAt AND frame_number = @frameNumber`,
      )
      .join(' UNION ALL '),
  );
  const insertEntry = database.prepare(insertInto('log_entries', [...partFields, ...fileFields]));
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
    `SELECT ${listColumns}, ${detailColumns},
       (SELECT n.unlike FROM picture_notices n WHERE n.session_id = e.session_id AND n.began_at <= e.captured_at
          AND (n.ended_at IS NULL OR n.ended_at > e.captured_at) ORDER BY n.id DESC LIMIT 1) AS unlike
     FROM log_entries e JOIN products p ON p.id = e.product_id
     JOIN sessions s ON s.id = e.session_id JOIN models m ON m.id = e.model_id WHERE e.id = ?`,
  );
  const decisionRow: z.ZodType<DecisionRecord> = decisionRecordSchema;
  const standing = database.prepare(
    `SELECT e.id, e.product_id AS productId, e.decision, e.cause,
       (SELECT max(n.id) FROM decisions n WHERE n.entry_id = e.id) AS decisionId
     FROM log_entries e WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id`,
  );

  const exported = database.prepare(
    'UPDATE log_entries SET exported_at = @at WHERE id IN (SELECT value FROM json_each(@ids))',
  );

  function addPart(part: PartResult, entryId: number | null): void {
    if (part.verdict === notInspected) insertUninspected.run({ ...rowOfUninspected(part), entryId });
    else insertInspection.run({ ...rowOfJudged(part), entryId });
    alongside(part, entryId);
  }

  return {
    /** Writes all that is written meanwhile in one transaction: one wait for the disk. What fails within is undone by itself. */
    together: <Result>(write: () => Result): Result => database.transaction(write).immediate(),

    addGood: database.transaction((part: PartResult): void => addPart(part, null)),

    /** Counts a frame into the entry that shows its part. */
    addToEntry: database.transaction((part: PartResult, entryId: number): void => {
      countFrame.run(entryId);
      addPart(part, entryId);
    }),

    /** Adds an entry with its files. @returns its id */
    addEntry: database.transaction((part: PartResult, files: LoggedFiles): number => {
      const id = insertedId(insertEntry.run({ ...rowOfPart(part), ...fileValues(files) }));
      addPart(part, id);
      return id;
    }),

    /** Finds a logged part and its entry; null if the log does not have the part. */
    logged: ({
      sessionId,
      capturedAt,
      frameNumber,
    }: PartResult): { readonly entryId: number | null } | null =>
      oneRow(loggedRow, logged, { sessionId, capturedAt, frameNumber }),

    /** Marks entries whose pictures are in a report. */
    markExported: (ids: readonly number[], at: number): void =>
      void exported.run({ ids: JSON.stringify(ids), at }),

    find: (id: number): EntryRecord | null => oneRow(entryRowSchema, entry, id),

    addDecision: ({ entryId, decision, cause, note, decidedBy, decidedAt }: NewDecision): void =>
      void insertDecision.run({ entryId, decision, cause, note, decidedBy, decidedAt }),

    /** Adds all decisions or none. @returns their ids, in the same order */
    addDecisions: database.transaction((added: readonly NewDecision[]): number[] =>
      added.map((decision) => insertedId(insertDecision.run(decision))),
    ),

    /** Reads the latest decisions of entries; missing entries are left out. */
    standing: (ids: readonly number[]): StandingDecision[] =>
      allRows(standingRow, standing, JSON.stringify(ids)),

    decisions: (entryId: number): DecisionRecord[] => allRows(decisionRow, decisions, entryId),
  };
}
