import { z } from 'zod';
import { loggedOutcomeSchema } from '../../../shared/contract/log.ts';
import {
  goingSchema,
  retentionRuleSchema,
  type Going,
  type NewRetentionRule,
  type RetentionRule,
} from '../../../shared/contract/retention.ts';
import type { StationDatabase } from '../../database/open-database.ts';
import { allRows, flagColumn, insertedId, oneRow } from '../../database/rows.ts';

/** An entry that still has its pictures, with the fields that rules use. */
const candidateRow = z.object({
  id: z.number(),
  at: z.number(),
  verdict: loggedOutcomeSchema,
  decided: flagColumn,
  exported: flagColumn,
  bytes: z.number(),
  picture: z.string(),
  map: z.string().nullable(),
});
export type Candidate = z.infer<typeof candidateRow>;

const ruleRow = retentionRuleSchema.extend({ takesDecided: flagColumn, takesExported: flagColumn });
const totalRow = z.object({ productId: z.string(), verdict: loggedOutcomeSchema }).extend(goingSchema.shape);

/** A time in the log; null if there is no entry. */
const timeRow = z.object({ at: z.number().nullable() });

export type RetentionRepository = ReturnType<typeof createRetentionRepository>;

/** Retention rules, and the entries that still have their pictures, oldest first. */
export function createRetentionRepository(database: StationDatabase) {
  const rules = database.prepare(
    `SELECT r.id, r.product_id AS productId, p.name AS productName, r.verdict, r.days, r.gigabytes,
       r.takes_decided AS takesDecided, r.takes_exported AS takesExported, r.set_by AS setBy, r.set_at AS setAt
     FROM retention_rules r LEFT JOIN products p ON p.id = r.product_id WHERE r.removed_at IS NULL ORDER BY r.id`,
  );
  const add = database.prepare(
    `INSERT INTO retention_rules (product_id, verdict, days, gigabytes, takes_decided, takes_exported, set_by, set_at)
     VALUES (@productId, @verdict, @days, @gigabytes, @takesDecided, @takesExported, @setBy, @setAt)`,
  );
  const remove = database.prepare(
    'UPDATE retention_rules SET removed_by = @by, removed_at = @at WHERE id = @id AND removed_at IS NULL',
  );
  const totals = database.prepare(
    'SELECT product_id AS productId, verdict, entries, bytes FROM picture_totals WHERE entries > 0',
  );
  const columns = `e.id, e.captured_at AS at, e.verdict, e.decision IS NOT NULL AS decided,
    e.exported_at IS NOT NULL AS exported, e.picture_bytes + coalesce(e.map_bytes, 0) AS bytes, e.picture_path AS picture,
    e.map_path AS map`;
  const one = database.prepare(
    `SELECT ${columns} FROM log_entries e WHERE e.id = ? AND e.picture_path IS NOT NULL AND e.pictures_gone_at IS NULL`,
  );
  const timesFrom = database.prepare(
    'SELECT min(captured_at) AS at FROM log_entries WHERE captured_at BETWEEN ? AND ?',
  );
  const timesTo = database.prepare(
    'SELECT max(captured_at) AS at FROM log_entries WHERE captured_at BETWEEN ? AND ?',
  );
  const oldest = database.prepare(
    `SELECT ${columns} FROM log_entries e INDEXED BY log_entries_pictured
     WHERE e.product_id = @productId AND e.picture_path IS NOT NULL AND e.pictures_gone_at IS NULL
       AND e.captured_at >= @at AND (e.captured_at > @at OR e.id > @id)
     ORDER BY e.captured_at, e.id LIMIT @limit`,
  );
  const gone = database.prepare(
    'UPDATE log_entries SET pictures_gone_at = @at, pictures_gone_by = @ruleId WHERE id = @id AND pictures_gone_at IS NULL',
  );
  return {
    rules: (): RetentionRule[] => allRows(ruleRow, rules),

    add(rule: NewRetentionRule, setBy: string, setAt: number): number {
      const flags = { takesDecided: Number(rule.takesDecided), takesExported: Number(rule.takesExported) };
      return insertedId(add.run({ ...rule, ...flags, setBy, setAt }));
    },

    /** @returns false if there is no such rule */
    remove: (id: number, by: string, at: number): boolean => remove.run({ id, by, at }).changes > 0,

    /** Counts the existing pictures by product and verdict. */
    totals: (): (Going & { productId: string; verdict: Candidate['verdict'] })[] => allRows(totalRow, totals),

    /** Reads entries of a product with pictures, oldest first, after a given entry. */
    oldest: (
      productId: string,
      after: { readonly at: number; readonly id: number },
      limit: number,
    ): Candidate[] => allRows(candidateRow, oldest, { productId, ...after, limit }),

    /** Reads an entry anew; null if its pictures have been removed. */
    find: (id: number): Candidate | null => oneRow(candidateRow, one, id),

    /** Time of the first entry within a span; `lastWithin` is that of the last. */
    firstWithin: (from: number, to: number): number | null =>
      oneRow(timeRow, timesFrom, from, to)?.at ?? null,
    lastWithin: (from: number, to: number): number | null => oneRow(timeRow, timesTo, from, to)?.at ?? null,

    /** Marks entries whose pictures were removed. */
    markGone: database.transaction((ids: readonly number[], ruleId: number, at: number): void => {
      for (const id of ids) gone.run({ id, ruleId, at });
    }),
  };
}
