import { Worker } from 'node:worker_threads';
import { takeLowPriority } from '../host/low-priority.ts';
import { workerFile } from '../host/worker-file.ts';
import './worker.ts';

/** Runs a graph of unknown origin once. It may take all the time and memory it likes: its process is ended then. */
takeLowPriority();
new Worker(workerFile('trial-watch'), {
  workerData: {
    bytes: Number(process.env['STATION_TRIAL_BYTES']),
    processorMs: Number(process.env['STATION_TRIAL_PROCESSOR_MS']),
  },
}).unref();
