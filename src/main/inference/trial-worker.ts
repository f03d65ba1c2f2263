import { Worker } from 'node:worker_threads';
import { takeLowPriority } from '../host/low-priority.ts';
import { workerFile } from '../host/worker-file.ts';
import './worker.ts';

/** The process that runs a graph of unknown origin once. It is killed if the graph takes too much time or memory. */
takeLowPriority();
new Worker(workerFile('trial-watch'), {
  workerData: {
    bytes: Number(process.env['STATION_TRIAL_BYTES']),
    processorMs: Number(process.env['STATION_TRIAL_PROCESSOR_MS']),
  },
}).unref();
