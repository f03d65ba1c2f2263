import { join } from 'node:path';
import { program, type Program } from './program-folder.ts';
// The only list of worker programs; electron.vite.config.ts and .dependency-cruiser.cjs read it, too.
import programs from './worker-programs.json' with { type: 'json' };

/** The names of the programs that run in a process of their own. */
export type WorkerEntry = keyof typeof programs;

/** Returns a worker program's file: its source if the station runs from source, else its build. */
export function workerFile(entry: WorkerEntry, { folder, built }: Program = program()): string {
  const { source, build } = programs[entry];
  return built ? join(folder, 'out', 'main', `${build}.js`) : join(folder, 'src', 'main', source);
}
