import { mkdirSync } from 'node:fs';
import { fileFailure } from './file-failure.ts';

/** Makes the folder, and those above it, where they are not there yet. @throws StationError NO_PERMISSION, DISK_FULL */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw fileFailure(error, path);
  }
}
