import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFailure } from '../files/file-failure.ts';

export interface ExportFile {
  readonly fileName: string;
  /** Media type. */
  readonly type: string;
}

/** A complete file. */
export interface WrittenExport extends ExportFile {
  readonly id: number;
  readonly sha256: string;
}

/** A file of any length that is being written piece by piece. */
export interface OpenExport {
  /** @throws StationError DISK_FULL, NO_PERMISSION */
  append(piece: string | Uint8Array): Promise<void>;
  /** Completes the file. @returns its id. @throws StationError DISK_FULL, NO_PERMISSION */
  finish(): Promise<number>;
  /** Removes the file unless it is complete. */
  discard(): Promise<void>;
}

/** Returns the path of a file by its id. */
export const exportPath = (folder: string, id: number): string => join(folder, String(id));

/** Returns the path of an unfinished file, which is not served, so that nobody gets half of it. */
export const partOf = (path: string): string => `${path}.part`;

/**
 * Creates a file in the existing folder of exports.
 *
 * @param onWritten called once, when the file is complete
 * @throws StationError DISK_FULL, NO_PERMISSION
 */
export async function openExport(
  folder: string,
  id: number,
  file: ExportFile,
  onWritten: (written: WrittenExport) => void,
): Promise<OpenExport> {
  const path = exportPath(folder, id);
  const part = partOf(path);
  const hash = createHash('sha256');
  let finished = false;
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
      finished = true;
      onWritten({ ...file, id, sha256: hash.digest('hex') });
      return id;
    },
    async discard() {
      if (finished) return;
      await handle.close().catch(() => undefined);
      await rm(part, { force: true }).catch(() => undefined);
    },
  };
}
