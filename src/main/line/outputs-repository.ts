import { z } from 'zod';
import { outputSchema } from '../../shared/contract/outputs.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, jsonColumn, oneRow } from '../database/rows.ts';
import { standingColumns, type StandingChange } from '../database/standing-row.ts';

export interface NewOutputRow extends StandingChange {
  readonly outputId: string;
}

const outputRow = z.object({ ...standingColumns, id: z.string(), output: jsonColumn(outputSchema) });
const nameRow = z.object({ name: z.string() });
export type OutputRow = z.infer<typeof outputRow>;

export type OutputsRepository = ReturnType<typeof createOutputsRepository>;

/** Outputs as rows that are only added. */
export function createOutputsRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO outputs (output_id, value_before, value_after, set_by, set_at)
     VALUES (@outputId, @before, @after, @setBy, @setAt)`,
  );
  const standing = `SELECT id AS version, output_id AS id, value_after AS text, value_after AS output,
      set_by AS setBy, set_at AS setAt
    FROM outputs o WHERE value_after IS NOT NULL
      AND id = (SELECT max(id) FROM outputs WHERE output_id = o.output_id)`;
  const all = database.prepare(
    `${standing} ORDER BY (SELECT min(id) FROM outputs WHERE output_id = o.output_id)`,
  );
  const one = database.prepare(`${standing} AND output_id = ?`);
  const product = database.prepare('SELECT name FROM products WHERE id = ?');
  const newest = database.prepare('SELECT coalesce(max(id), 0) FROM outputs');

  return {
    /** Returns the existing outputs in the order in which they were added. */
    list: (): OutputRow[] => allRows(outputRow, all),
    find: (id: string): OutputRow | null => oneRow(outputRow, one, id),
    /**
     * Returns a product's name. Reads only the name, because it is called for each part and the products'
     * service would also count images.
     */
    productName: (id: string): string => oneRow(nameRow, product, id)?.name ?? '',
    /** The newest change of any output; 0: none yet. */
    version: (): number => countOf(newest),
    /** Adds the row that `row` makes. Nobody else can write between what `row` reads and the insertion. */
    append: database.transaction((row: () => NewOutputRow): void => void insert.run(row())).immediate,
  };
}
