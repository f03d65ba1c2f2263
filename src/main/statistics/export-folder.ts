import { randomInt } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import {
  exportPath,
  openExport,
  partOf,
  type ExportFile,
  type OpenExport,
  type WrittenExport,
} from './open-export.ts';

/** How long a file is kept for the window that requested it, milliseconds. */
const keptFor = 3_600_000;

/** Upper bound of ids. They are random, so that nobody can guess them, and have at most 15 digits for the address. */
const largestId = 2 ** 47;

interface Kept extends WrittenExport {
  readonly timer: NodeJS.Timeout;
}

export type ExportFolder = ReturnType<typeof createExportFolder>;

/** Keeps exported files until their window has saved them: each for an hour, none longer than the station runs. */
export function createExportFolder(folder: string) {
  const kept = new Map<number, Kept>();
  const begun = new Set<number>();
  let emptied: Promise<unknown> | null = null;

  /** Removes the files of a killed station. */
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
    await rm(exportPath(folder, id), { force: true });
  }

  /** Reserves a place for a file that another process writes. @returns its id. @throws StationError DISK_FULL, NO_PERMISSION */
  async function begin(): Promise<number> {
    await prepare();
    const id = randomInt(1, largestId);
    begun.add(id);
    return id;
  }

  /** Keeps a file that is whole. */
  function keep(written: WrittenExport): void {
    const { id } = written;
    begun.delete(id);
    const timer = setTimeout(() => void forget(id).catch(() => undefined), keptFor).unref();
    kept.set(id, { ...written, timer });
  }

  /** Removes an unfinished file. */
  async function drop(id: number): Promise<void> {
    if (!begun.delete(id)) return;
    const path = exportPath(folder, id);
    for (const file of [partOf(path), path]) await rm(file, { force: true }).catch(() => undefined);
  }

  return {
    begin,
    keep,
    drop,

    /** Begins a file. @throws StationError DISK_FULL, NO_PERMISSION */
    async open(file: ExportFile): Promise<OpenExport> {
      return openExport(folder, await begin(), file, keep);
    },

    /**
     * @param types media types of the files that may be read here; other files need another permission
     * @throws StationError NOT_FOUND, NO_PERMISSION
     */
    async read(
      id: number,
      types: readonly string[],
    ): Promise<ExportFile & { readonly body: Blob; readonly sha256: string }> {
      const file = kept.get(id);
      if (!file || !types.includes(file.type)) {
        throw new StationError('NOT_FOUND', 'This file is no longer kept. Write it again.');
      }
      const path = exportPath(folder, id);
      const { fileName, type, sha256 } = file;
      try {
        return { body: await openAsBlob(path), fileName, type, sha256 };
      } catch (error) {
        throw fileFailure(error, path);
      }
    },

    /** Removes every file. */
    async close(): Promise<void> {
      await Promise.allSettled([...[...kept.keys()].map(forget), ...[...begun].map(drop)]);
    },
  };
}
