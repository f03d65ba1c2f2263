import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

/** The thread that copies committed pages into the database's file on each message, over its own connection. */
const file: unknown = workerData;
if (typeof file !== 'string') throw new TypeError('The thread is started with the path of a database');
const database = new Sqlite(file, { fileMustExist: true });
database.pragma('synchronous = FULL');

parentPort?.on('message', (order) => {
  if (order !== 'end') {
    makeCheckpoint();
    return;
  }
  database.close();
  parentPort?.close();
});

/** Makes a passive checkpoint, which waits for no reader and no writer and makes none of them wait. */
function makeCheckpoint(): void {
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // Uncopied pages stay in the write-ahead log for the next checkpoint. A failing disk is reported when parts are written.
  }
}
