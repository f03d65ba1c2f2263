import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from './file-failure.ts';

/**
 * Checks a folder for backups and exports: it exists, is writable, and lies outside the home, so that it is not lost with the home.
 *
 * @returns the folder's real path
 * @throws StationError BAD_INPUT, NOT_FOUND, NO_PERMISSION
 */
export function ensureFolderOutside(folder: string, home: string): string {
  if (!isAbsolute(folder)) {
    throw new StationError('BAD_INPUT', `“${folder}” is no whole path. Begin it at the root of the disk.`);
  }
  try {
    const real = realpathSync(folder);
    if (!statSync(real).isDirectory()) {
      throw new StationError('BAD_INPUT', `“${folder}” is not a folder. Choose a folder.`);
    }
    accessSync(real, constants.W_OK | constants.X_OK);
    const own = realpathOr(home);
    if (isWithin(real, own) || isWithin(own, real)) {
      throw new StationError(
        'BAD_INPUT',
        `“${folder}” and the station's home are within each other. Choose a folder elsewhere, best on another disk.`,
      );
    }
    return real;
  } catch (error) {
    throw fileFailure(error, folder);
  }
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
