import { join } from 'node:path';
import type { WorkerEntry } from './host.ts';
import { program, type Program } from './program-folder.ts';

/** A worker program as source, below src/main, and as build, below out/main. */
const files = {
  training: { source: 'training/worker.ts', build: 'training-worker.js' },
  inference: { source: 'inference/worker.ts', build: 'inference-worker.js' },
  explanation: { source: 'explanation/worker.ts', build: 'explanation-worker.js' },
  'provider-probe': { source: 'inference/provider-probe.ts', build: 'provider-probe.js' },
  'image-check': { source: 'datasets/check/worker.ts', build: 'image-check-worker.js' },
  'frame-times': { source: 'training/frame-times/worker.ts', build: 'frame-times-worker.js' },
} as const satisfies Record<WorkerEntry, { source: string; build: string }>;

/** The file of a worker program: the source when the station itself runs from source, else the build. */
export function workerFile(entry: WorkerEntry, { folder, built }: Program = program()): string {
  const { source, build } = files[entry];
  return built ? join(folder, 'out', 'main', build) : join(folder, 'src', 'main', source);
}
