import { join } from 'node:path';
import { program, type Program } from './program-folder.ts';
// The one list of them: the build (electron.vite.config.ts) and the rules of imports (.dependency-cruiser.cjs) read it.
import programs from './worker-programs.json' with { type: 'json' };

/** The programs that run in a process of their own, by what they do. */
export type WorkerEntry = keyof typeof programs;

/** The file of a worker program: the source when the station itself runs from source, else the build. */
export function workerFile(entry: WorkerEntry, { folder, built }: Program = program()): string {
  const { source, build } = programs[entry];
  return built ? join(folder, 'out', 'main', `${build}.js`) : join(folder, 'src', 'main', source);
}
