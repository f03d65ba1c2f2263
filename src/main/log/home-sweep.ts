import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFailure } from '../files/file-failure.ts';
import type { StationPaths } from '../station/paths.ts';
import { sweepUnfinished } from '../station/sweep-unfinished.ts';
import { sweepLogFiles } from './sweep-files.ts';

export interface HomeSweepParts {
  readonly paths: Pick<StationPaths, 'home' | 'log' | 'exports'>;
  readonly loggedPaths: (from: number, to: number) => ReadonlySet<string>;
  /** Receives a line about each removal. */
  readonly notice: (line: string) => void;
  readonly report: (error: unknown) => void;
  readonly now?: () => number;
}

export type HomeSweep = ReturnType<typeof createHomeSweep>;

/** Removes what a killed station left in its home: exports, half-written files, and files of the log without a row. */
export function createHomeSweep({ paths, loggedPaths, notice, report, now = Date.now }: HomeSweepParts) {
  const ending = new AbortController();
  let underWay: Promise<void> = Promise.resolve();

  async function sweep(startedAt: number): Promise<void> {
    try {
      const parts = await sweepUnfinished(paths.home, startedAt);
      if (parts > 0) {
        notice(`Removed at the start: ${counted(parts)} that a station which went away had not finished.`);
      }
      const loose = await sweepLogFiles({
        folder: paths.log,
        loggedPaths,
        now: startedAt,
        signal: ending.signal,
        waitingPaths: () => journalPaths(paths.home),
      });
      if (loose > 0) notice(`Removed at the start: ${counted(loose)} of the log that no part names.`);
    } catch (error) {
      report(error);
    }
  }

  return {
    /** Empties the folder of exports; the rest of the sweep then runs beside the station. @throws StationError NO_PERMISSION naming the folder */
    async start(): Promise<void> {
      try {
        const exported = await readdir(paths.exports).catch(() => []);
        await rm(paths.exports, { recursive: true, force: true });
        if (exported.length > 0) {
          notice(`Removed at the start: ${counted(exported.length)} exported and never saved.`);
        }
      } catch (error) {
        throw fileFailure(error, paths.exports);
      }
      underWay = sweep(now());
    },

    /** Resolves when the sweep is complete. */
    done: (): Promise<void> => underWay,

    close(): Promise<void> {
      ending.abort();
      return underWay;
    },
  };
}

/** Collects the paths that the journal, its unreadable lines, and the refused rows name. */
async function journalPaths(home: string): Promise<Set<string>> {
  const paths = new Set<string>();
  for (const name of (await readdir(home)).filter((one) => one.startsWith('log-journal'))) {
    const text = await readFile(join(home, name), 'utf8').catch(() => '');
    for (const [path] of text.matchAll(/defects\/[\w-]+\/[\w.-]+/g)) paths.add(path);
  }
  return paths;
}

function counted(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
