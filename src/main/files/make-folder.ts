import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { fileFailure } from './file-failure.ts';

/** Makes a folder and its parents if missing; only their owner may enter them. @throws StationError NO_PERMISSION, DISK_FULL */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileFailure(error, path);
  }
}

/**
 * Makes a folder that only its owner may enter. An existing folder of this user that others may enter is closed to them. On Windows
 * the system's own rules apply.
 *
 * @returns true if others could enter the folder before
 * @throws StationError NO_PERMISSION, DISK_FULL
 */
export function makePrivateFolder(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const { mode, uid } = statSync(path);
    if (process.platform === 'win32' || (mode & 0o077) === 0 || uid !== process.geteuid?.()) return false;
    chmodSync(path, 0o700);
    return true;
  } catch (error) {
    throw fileFailure(error, path);
  }
}
