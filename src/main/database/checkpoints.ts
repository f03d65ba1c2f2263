import { Worker } from 'node:worker_threads';
import { workerFile } from '../host/worker-file.ts';
import type { StationDatabase } from './open-database.ts';

/** Interval of checkpoints, milliseconds; about as often as SQLite's own checkpoints at five parts a second. */
const usualEveryMs = 10_000;
/** Size of the write-ahead log (64 MiB, in pages) from which on commits make checkpoints, too. */
const mostPages = 16_384;

export interface Checkpoints {
  /** Resolves when the thread has closed its connection. */
  close(): Promise<void>;
}

/**
 * Starts a thread that copies the write-ahead log into the database's file. By default SQLite does this within a commit, every thousand
 * pages, and each fortieth part with a picture had to wait for it.
 *
 * @param onFailure called when the thread fails; commits then make the checkpoints, more rarely
 */
export function startCheckpoints(
  database: StationDatabase,
  onFailure: (error: unknown) => void,
  everyMs = usualEveryMs,
): Checkpoints {
  database.pragma(`wal_autocheckpoint = ${mostPages}`);
  let thread: { readonly worker: Worker; readonly ended: Promise<unknown> } | null = null;

  function start() {
    // The thread must not inherit this process's flags, e.g. a debugger's port or a test runner's loader.
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
