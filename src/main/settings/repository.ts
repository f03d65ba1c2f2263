import { z } from 'zod';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf } from '../database/rows.ts';

export interface NewSettingRow {
  readonly key: string;
  /** The value before, as JSON; all values here are JSON. */
  readonly before: string;
  readonly after: string;
  readonly setBy: string;
  readonly setAt: number;
}

const settingRow = z.object({
  id: z.number(),
  key: z.string(),
  before: z.string(),
  after: z.string(),
  setBy: z.string(),
  setAt: z.number(),
});
export type SettingRow = z.infer<typeof settingRow>;

const columns = `id, key, value_before AS before, value_after AS after, set_by AS setBy, set_at AS setAt`;

export type SettingsRepository = ReturnType<typeof createSettingsRepository>;

/** Makes the repository of changes of settings, whose rows are only added. */
export function createSettingsRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO settings (key, value_before, value_after, set_by, set_at)
     VALUES (@key, @before, @after, @setBy, @setAt)`,
  );
  const latest = database.prepare(
    `SELECT ${columns} FROM settings WHERE id IN (SELECT max(id) FROM settings GROUP BY key)`,
  );
  const newest = database.prepare('SELECT coalesce(max(id), 0) FROM settings');
  const history = database.prepare(
    `SELECT ${columns} FROM settings WHERE (@key IS NULL OR key = @key) AND (@before IS NULL OR id < @before)
     ORDER BY id DESC LIMIT @limit`,
  );
  return {
    /** Returns the row in force of each key. */
    latest: (): SettingRow[] => allRows(settingRow, latest),
    /** Returns the number of the newest change; 0 if there is none. */
    version: (): number => countOf(newest),
    /** Returns changes, newest first. @param before only rows older than this one */
    history: (key: string | null, before: number | null, limit: number): SettingRow[] =>
      allRows(settingRow, history, { key, before, limit }),
    /** Adds the rows that `rows` returns, in one transaction with what `rows` reads. */
    append: database.transaction((rows: () => readonly NewSettingRow[]): void => {
      for (const row of rows()) insert.run(row);
    }).immediate,
  };
}
