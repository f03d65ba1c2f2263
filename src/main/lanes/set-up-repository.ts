import { z } from 'zod';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, jsonColumn } from '../database/rows.ts';
import { standingColumns, type StandingChange } from '../database/standing-row.ts';

/** Kinds of set-up rows of the line, each with a number. */
export type SetUpKind = 'lane' | 'recipe' | 'selection';

export interface NewSetUpRow extends StandingChange {
  readonly number: number;
}

export interface SetUpRow<Item> {
  readonly version: number;
  readonly text: string;
  readonly item: Item;
  readonly setBy: string;
  readonly setAt: number;
}

export interface SetUpRows<Item> {
  /** Returns the existing items, ordered by number. */
  list(): SetUpRow<Item>[];
  /** Returns the number of the newest change; 0 if there is none. */
  version(): number;
  /** Adds the row that `row` returns, in one transaction with what `row` reads. */
  append(row: () => NewSetUpRow): void;
}

/** Makes the repository of lanes or recipes, whose rows are only added. */
export function createSetUpRows<Item>(
  database: StationDatabase,
  kind: SetUpKind,
  schema: z.ZodType<Item>,
): SetUpRows<Item> {
  const insert = database.prepare(
    `INSERT INTO line_set_up (kind, number, value_before, value_after, set_by, set_at)
     VALUES (@kind, @number, @before, @after, @setBy, @setAt)`,
  );
  const standing = database.prepare(
    `SELECT id AS version, value_after AS text, value_after AS item, set_by AS setBy, set_at AS setAt
     FROM line_set_up s WHERE kind = ? AND value_after IS NOT NULL
       AND id = (SELECT max(id) FROM line_set_up WHERE kind = s.kind AND number = s.number)
     ORDER BY number`,
  );
  const newest = database.prepare('SELECT coalesce(max(id), 0) FROM line_set_up WHERE kind = ?');
  const row = z.object({ ...standingColumns, item: jsonColumn(schema) });
  return {
    list: () => allRows(row, standing, kind),
    version: () => countOf(newest, kind),
    append: database.transaction((next: () => NewSetUpRow): void => void insert.run({ kind, ...next() }))
      .immediate,
  };
}
