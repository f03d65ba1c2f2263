import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withTurns } from '../host/with-turns.ts';

const day = 86_400_000;

export interface FileSweepParts {
  /** The folder of the log's files, with one folder for each day. */
  readonly folder: string;
  /** Returns the paths, relative to the home, of entries captured within a span of time. */
  readonly loggedPaths: (from: number, to: number) => ReadonlySet<string>;
  /** Returns the paths of parts that wait to be logged. */
  readonly waitingPaths: () => Promise<ReadonlySet<string>>;
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * Removes pictures and maps that no entry names, left by a kill between the file and its row. It looks only at files older than a day, and
 * keeps those that wait in the journal.
 *
 * @returns the number of removed files
 */
export async function sweepLogFiles(parts: FileSweepParts): Promise<number> {
  const { folder, now, signal } = parts;
  let removed = 0;
  for await (const name of withTurns(await namesIn(folder))) {
    const start = /^\d{4}-\d\d-\d\d$/.test(name) ? Date.parse(`${name}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(start) || start + 2 * day > now) continue;
    if (signal.aborted) return removed;
    removed += await sweepDay(parts, name, start);
  }
  return removed;
}

async function sweepDay(
  { folder, loggedPaths, waitingPaths, now }: FileSweepParts,
  name: string,
  start: number,
): Promise<number> {
  // A file is in the folder of its part's day. The search includes a day on either side, in case the clock was set.
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
