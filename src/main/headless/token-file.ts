import { readFileSync, statSync } from 'node:fs';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';

/**
 * Reads the lasting token from a file, without the line's end.
 *
 * @throws StationError BAD_INPUT if other users can read the file; NOT_FOUND or NO_PERMISSION naming the file
 */
export function readTokenFile(file: string): string {
  try {
    const { mode, size } = statSync(file);
    if (process.platform !== 'win32' && (mode & 0o004) !== 0) {
      throw new StationError(
        'BAD_INPUT',
        `“${file}” can be read by every user of this machine. Close it: chmod 600, then make another token.`,
      );
    }
    if (size > 1024) throw new StationError('BAD_INPUT', `“${file}” is too long for a token.`);
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw fileFailure(error, file);
  }
}
