import { createHash, randomInt } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';

/** How long a file is kept for the window that asked for it, milliseconds. */
const keptFor = 3_600_000;

/** Ids are random so that nobody guesses them; an address takes 15 digits. */
const largestId = 2 ** 47;

export interface ExportFile {
  readonly fileName: string;
  /** Media type. */
  readonly type: string;
}

/** A file that is being written, piece by piece, however long it becomes. */
export interface OpenExport {
  /** @throws StationError DISK_FULL, NO_PERMISSION */
  append(piece: string | Uint8Array): Promise<void>;
  /** Keeps the file. @returns its id. @throws StationError DISK_FULL, NO_PERMISSION */
  finish(): Promise<number>;
  /** Removes what was written, unless it is finished. */
  discard(): Promise<void>;
}

interface Kept extends ExportFile {
  readonly path: string;
  readonly sha256: string;
  readonly timer: NodeJS.Timeout;
}

export type ExportFolder = ReturnType<typeof createExportFolder>;

/** Files that a window asked for and saves: each is kept for an hour, none outlives the station. */
export function createExportFolder(folder: string) {
  const kept = new Map<number, Kept>();
  let emptied: Promise<unknown> | null = null;

  /** Removes the files that a station left behind when it was killed. */
  async function prepare(): Promise<void> {
    emptied ??= rm(folder, { recursive: true, force: true });
    try {
      await emptied;
      await mkdir(folder, { recursive: true });
    } catch (error) {
      emptied = null;
      throw fileFailure(error, folder);
    }
  }

  async function forget(id: number): Promise<void> {
    const file = kept.get(id);
    if (!file) return;
    kept.delete(id);
    clearTimeout(file.timer);
    await rm(file.path, { force: true });
  }

  return {
    /** Begins a file. @throws StationError DISK_FULL, NO_PERMISSION */
    async open(file: ExportFile): Promise<OpenExport> {
      await prepare();
      const id = randomInt(1, largestId);
      const path = join(folder, String(id));
      // While it is written a file has a name that is not served, so that nobody gets half of it.
      const part = `${path}.part`;
      const hash = createHash('sha256');
      const handle = await open(part, 'wx').catch((error: unknown) => {
        throw fileFailure(error, path);
      });
      return {
        async append(piece) {
          hash.update(piece);
          try {
            await handle.writeFile(piece);
          } catch (error) {
            throw fileFailure(error, path);
          }
        },
        async finish() {
          try {
            await handle.close();
            await rename(part, path);
          } catch (error) {
            throw fileFailure(error, path);
          }
          const timer = setTimeout(() => void forget(id).catch(() => undefined), keptFor).unref();
          kept.set(id, { ...file, path, sha256: hash.digest('hex'), timer });
          return id;
        },
        async discard() {
          if (kept.has(id)) return;
          await handle.close().catch(() => undefined);
          await rm(part, { force: true }).catch(() => undefined);
        },
      };
    },

    /** @throws StationError NOT_FOUND, NO_PERMISSION */
    async read(id: number): Promise<ExportFile & { readonly bytes: Uint8Array; readonly sha256: string }> {
      const file = kept.get(id);
      if (!file) {
        throw new StationError('NOT_FOUND', 'This file is no longer kept. Write the log or report again.');
      }
      const { path, fileName, type, sha256 } = file;
      try {
        return { bytes: await readFile(path), fileName, type, sha256 };
      } catch (error) {
        throw fileFailure(error, path);
      }
    },

    /** Removes every file. */
    async close(): Promise<void> {
      await Promise.allSettled([...kept.keys()].map(forget));
    },
  };
}
