import { Worker } from 'node:worker_threads';
import { workerFile } from '../host/worker-file.ts';
import type { StationDatabase } from './open-database.ts';

/** At five parts a second about as often as SQLite would by itself. */
const usualEveryMs = 10_000;
/** The write-ahead log does not grow beyond so many pages (64 MiB): from there on commits make checkpoints, too. */
const mostPages = 16_384;

export interface Checkpoints {
  /** Resolves once the thread has let go of the database. */
  close(): Promise<void>;
}

/**
 * Has a thread copy the write-ahead log into the database's file. SQLite by itself does so within a commit, each thousand pages: of
 * the parts that are logged with a picture each fortieth waited for it.
 *
 * @param onFailure called when the thread fails; commits make the checkpoints then, more rarely
 */
export function startCheckpoints(
  database: StationDatabase,
  onFailure: (error: unknown) => void,
  everyMs = usualEveryMs,
): Checkpoints {
  database.pragma(`wal_autocheckpoint = ${mostPages}`);
  let thread: { readonly worker: Worker; readonly ended: Promise<unknown> } | null = null;

  function start() {
    // Flags of the process's own (a debugger's port, a test runner's loader) are not the thread's.
    const worker = new Worker(workerFile('checkpoint'), { workerData: database.name, execArgv: [] });
    worker.unref();
    worker.on('error', (error) => {
      clearInterval(timer);
      onFailure(error);
    });
    return { worker, ended: new Promise((resolve) => worker.once('exit', resolve)) };
  }

  const timer = setInterval(() => {
    thread ??= start();
    thread.worker.postMessage('checkpoint');
  }, everyMs).unref();
  return {
    async close() {
      clearInterval(timer);
      thread?.worker.ref();
      thread?.worker.postMessage('end');
      await thread?.ended;
    },
  };
}
