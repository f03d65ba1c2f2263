import { PGlite, types } from '@electric-sql/pglite';
import { makePrivateFolder } from '../../files/make-folder.ts';
import type { PlantDatabase, Statements } from './plant-database.ts';
import { ensureRoom, isWriting, leastFree, roomFailure } from './room.ts';

/**
 * Opens the plant's log in a folder of the home: PostgreSQL inside this process, without installation. Only one process may open it
 * at a time, which the home's lock ensures.
 *
 * @param least room on the disk with which the log still takes something, bytes
 * @throws StationError NO_PERMISSION, DISK_FULL; each statement that writes DISK_FULL, too
 */
export async function openEmbedded(folder: string, least: number = leastFree): Promise<PlantDatabase> {
  makePrivateFolder(folder);
  await ensureRoom(folder, least);
  const database = await PGlite.create(folder, { parsers: { [types.INT8]: Number } });
  const over = (runner: Pick<PGlite, 'query'>): Statements => ({
    async query(sql, parameters = []) {
      if (isWriting(sql)) await ensureRoom(folder, least);
      try {
        return (await runner.query<unknown>(sql, [...parameters])).rows;
      } catch (error) {
        throw roomFailure(error, `The plant’s log in “${folder}”`);
      }
    },
  });
  return {
    kind: 'embedded',
    ...over(database),
    transaction: (work) => database.transaction((transaction) => work(over(transaction))),
    close: () => database.close(),
  };
}
