import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';

/**
 * Makes sure that a file can be written, before the work is done for nothing: its folder is made when missing.
 *
 * @param file its path; a file that is there will be replaced
 * @throws StationError BAD_INPUT, NO_PERMISSION, DISK_FULL
 */
export async function preparePlace(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    throw fileFailure(error, dirname(file));
  }
  const there = await stat(file).catch(() => null);
  if (there === null || there.isFile()) return;
  throw new StationError('BAD_INPUT', `“${file}” is not a file. Choose another name.`);
}
