import { PGlite, types } from '@electric-sql/pglite';
import { makePrivateFolder } from '../../files/make-folder.ts';
import type { PlantDatabase, Statements } from './plant-database.ts';

/**
 * Opens the plant's log in a folder of the home: PostgreSQL inside this process, without installation. Only one process may open it
 * at a time, which the home's lock ensures.
 *
 * @throws StationError NO_PERMISSION, DISK_FULL
 */
export async function openEmbedded(folder: string): Promise<PlantDatabase> {
  makePrivateFolder(folder);
  const database = await PGlite.create(folder, { parsers: { [types.INT8]: Number } });
  const over = (runner: Pick<PGlite, 'query'>): Statements => ({
    query: async (sql, parameters = []) => (await runner.query<unknown>(sql, [...parameters])).rows,
  });
  return {
    kind: 'embedded',
    ...over(database),
    transaction: (work) => database.transaction((transaction) => work(over(transaction))),
    close: () => database.close(),
  };
}
