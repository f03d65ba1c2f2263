import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { fileFailure } from './file-failure.ts';

/** Makes the folder, and those above it, where they are not there yet: for their owner alone. @throws StationError NO_PERMISSION, DISK_FULL */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileFailure(error, path);
  }
}

/**
 * Makes a folder that its owner alone may enter. One that is there and is open to others is closed to them, where it is this
 * user's; on Windows the system's own rules hold.
 *
 * @returns whether it was open to others before
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
