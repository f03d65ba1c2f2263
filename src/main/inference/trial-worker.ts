import { Worker } from 'node:worker_threads';
import { takeLowPriority } from '../host/low-priority.ts';
import { workerFile } from '../host/worker-file.ts';
import './worker.ts';

/** Runs a graph of unknown origin once. It may take all the time and memory it likes: its process is ended then. */
takeLowPriority();
new Worker(workerFile('memory-watch'), {
  workerData: { mostBytes: Number(process.env['STATION_TRIAL_BYTES']) },
}).unref();
