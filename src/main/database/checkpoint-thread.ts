import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

/** Copies what was committed into the database's file whenever it is told to, by a connection of its own. */
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

/** A passive one waits for no reader and no writer, and none waits for it. */
function makeCheckpoint(): void {
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // What it did not copy stays in the write-ahead log for the next one. A disk that fails is told of by what writes parts.
  }
}
