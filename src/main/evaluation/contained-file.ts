import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';

/**
 * A file of an evaluated folder. The folder may have changed since: neither a name nor a link leads out of it.
 *
 * @param file path below the folder, with forward slashes
 * @param linked real paths of folders that links in it led to when it was evaluated
 * @returns the file's real path
 * @throws StationError NOT_FOUND, NO_PERMISSION; FORBIDDEN when it lies outside the folder
 */
export async function containedFile(
  folder: string,
  file: string,
  linked: readonly string[] = [],
): Promise<string> {
  const names = file.split('/');
  const isPlain = (name: string): boolean => !['', '.', '..'].includes(name) && !name.includes('\0');
  if (!names.every(isPlain)) throw outside(file);
  const path = join(folder, ...names);
  const [root, target] = await Promise.all([real(folder), real(path)]);
  if (![root, ...linked].some((allowed) => isBelow(allowed, target))) throw outside(file);
  return target;
}

function isBelow(root: string, target: string): boolean {
  const below = relative(root, target);
  return !(below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below));
}

async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    throw fileFailure(error, path);
  }
}

function outside(file: string): StationError {
  return new StationError(
    'FORBIDDEN',
    `“${file}” lies outside the evaluated folder and is not shown. Evaluate the folder that holds it.`,
  );
}
