import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Names of unfinished files. A finished file loses its `.part` ending, so one that has it was left by a killed station. */
const unfinished = /\.part(?:-journal|-wal|-shm)?$/;

/** Folders that are swept elsewhere, or into which other processes write. */
const left: ReadonlySet<string> = new Set(['secrets', 'jobs', 'exports', 'replaced', 'restore.part']);

/**
 * Removes the files that a killed station left half written.
 *
 * @param home the station's own folder
 * @param before files changed from this moment on may still be in work and stay, milliseconds since 1970
 * @returns how many were removed
 */
export async function sweepUnfinished(home: string, before: number): Promise<number> {
  let removed = 0;
  for (const entry of await readdir(home, { withFileTypes: true }).catch(() => [])) {
    if (!left.has(entry.name)) {
      removed += await sweepEntry(join(home, entry.name), entry.isDirectory(), before);
    }
  }
  return removed;
}

async function sweepEntry(path: string, isFolder: boolean, before: number): Promise<number> {
  if (unfinished.test(path)) {
    const found = await stat(path).catch(() => null);
    if (found === null || found.mtimeMs >= before) return 0;
    await rm(path, { recursive: true, force: true });
    return 1;
  }
  if (!isFolder) return 0;
  let removed = 0;
  for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
    removed += await sweepEntry(join(path, entry.name), entry.isDirectory(), before);
  }
  return removed;
}
