import { z } from 'zod';
import { partViewSchema } from '../../shared/contract/part-views.ts';
import { outcomes } from '../../shared/domain/outcome.ts';
import { columnOf, insertInto, readColumns } from '../database/columns.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { keysOf } from '../../shared/domain/keys.ts';
import type { GroupedPart } from './grouped-part.ts';

const partRow = z.object({
  number: z.number(),
  groupName: z.string(),
  verdict: z.enum(outcomes),
  capturedAt: z.number(),
});
const viewFields = keysOf(partViewSchema.shape);

export type PartsRepository = ReturnType<typeof createPartsRepository>;

/** @param alongside called with each part in the transaction that writes it */
export function createPartsRepository(database: StationDatabase, alongside: (part: GroupedPart) => void) {
  const insert = database.prepare(insertInto('parts', keysOf(partRow.shape)));
  const insertView = database.prepare(insertInto('part_views', ['partNumber', ...viewFields]));
  const one = database.prepare(
    `SELECT ${readColumns('p', keysOf(partRow.shape))} FROM parts p WHERE number = ?`,
  );
  const views = database.prepare(
    `SELECT ${readColumns('v', viewFields)} FROM part_views v WHERE ${columnOf('partNumber')} = ? ORDER BY lane`,
  );
  return {
    add: database.transaction((grouped: GroupedPart): void => {
      const { partNumber, groupName, verdict, capturedAt } = grouped.part;
      insert.run({ number: partNumber, groupName, verdict, capturedAt });
      for (const view of grouped.views) insertView.run({ partNumber, ...view });
      alongside(grouped);
    }),
    /** Finds a group part's outcome with its views; null if there is none. */
    find(number: number) {
      const found = oneRow(partRow, one, number);
      return found && { ...found, views: allRows(partViewSchema, views, number) };
    },
  };
}
