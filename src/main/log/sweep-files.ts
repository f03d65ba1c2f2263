import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

const day = 86_400_000;

export interface FileSweepParts {
  /** Folder of the log's files, a folder a day. */
  readonly folder: string;
  /** Paths relative to the home, of entries captured within a time. */
  readonly loggedPaths: (from: number, to: number) => ReadonlySet<string>;
  /** Paths that parts name which wait to be logged. */
  readonly waitingPaths: () => Promise<ReadonlySet<string>>;
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * Removes pictures and maps that no entry names: a kill came between the file and its row. Only files older than a day are looked at,
 * and none that waits in the journal is touched.
 *
 * @returns how many were removed
 */
export async function sweepLogFiles(parts: FileSweepParts): Promise<number> {
  const { folder, now, signal } = parts;
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const start = /^\d{4}-\d\d-\d\d$/.test(name) ? Date.parse(`${name}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(start) || start + 2 * day > now) continue;
    if (signal.aborted) return removed;
    removed += await sweepDay(parts, name, start);
    // Others have their turn between two days.
    await setImmediate();
  }
  return removed;
}

async function sweepDay(
  { folder, loggedPaths, waitingPaths, now }: FileSweepParts,
  name: string,
  start: number,
): Promise<number> {
  // Files lie in the day of their part; a day on either side costs little and forgives a clock.
  const logged = loggedPaths(start - day, start + 2 * day);
  const loose = (await namesIn(join(folder, name))).filter(
    (file) => /\.(?:png|map|jpg|webp)$/.test(file) && !logged.has(`defects/${name}/${file}`),
  );
  if (loose.length === 0) return 0;
  const waiting = await waitingPaths();
  let removed = 0;
  for (const file of loose) {
    const path = join(folder, name, file);
    const found = await stat(path).catch(() => null);
    if (found === null || found.mtimeMs > now - day || waiting.has(`defects/${name}/${file}`)) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).toSorted();
}
