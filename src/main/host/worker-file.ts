import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerEntry } from './host.ts';

/** Below src/main. */
const sources = {
  training: 'training/worker.ts',
  inspection: 'inspection/worker.ts',
  'provider-probe': 'inspection/provider-probe.ts',
} as const satisfies Record<WorkerEntry, string>;

/** Below out/main. */
const builds = {
  training: 'training-worker.js',
  inspection: 'inspection-worker.js',
  'provider-probe': 'provider-probe.js',
} as const satisfies Record<WorkerEntry, string>;

/**
 * The file of a worker program: the source when the station itself runs from source, else the build.
 *
 * @param from this module's own file, wherever it runs from
 */
export function workerFile(entry: WorkerEntry, from = fileURLToPath(import.meta.url)): string {
  const folder = dirname(from);
  if (from.endsWith('.ts')) return resolve(folder, '..', sources[entry]);
  return resolve(basename(folder) === 'chunks' ? dirname(folder) : folder, builds[entry]);
}
