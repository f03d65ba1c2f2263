import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { homePart, isUnfinished, plantsOwn, secretsFolder } from './home-parts.ts';

/** A file of the home that a backup copies. */
export interface HomeFile {
  /** Path relative to the home, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Time of the last change, milliseconds since 1970. */
  readonly modified: number;
  readonly mode: number;
}

export interface HomeFiles {
  /** Files that are copied before the database. */
  readonly first: readonly HomeFile[];
  /** All other files except the database. */
  readonly files: readonly HomeFile[];
  /** Parts of the home that are not in the backup, with the reason unless the station makes them anew. */
  readonly leftOut: readonly string[];
}

/**
 * Lists the files of a home that a backup contains, in the order of their paths. Links are not followed.
 *
 * @throws StationError NO_PERMISSION, NOT_FOUND
 */
export async function homeFiles(home: string, withSecrets: boolean): Promise<HomeFiles> {
  const first: HomeFile[] = [];
  const files: HomeFile[] = [];
  const leftOut: string[] = [];
  const names = await readdir(home).catch((error: unknown) => {
    throw fileFailure(error, home);
  });
  for (const name of names.toSorted()) {
    const part = homePart(name);
    if (part === 'database') continue;
    if (part === 'leave' || (part === 'secret' && !withSecrets)) {
      leftOut.push(name === secretsFolder ? `${name} (passwords and keys)` : name);
      continue;
    }
    for await (const file of below(home, name, leftOut)) (part === 'first' ? first : files).push(file);
  }
  return { first, files, leftOut };
}

async function* below(home: string, path: string, leftOut: string[]): AsyncGenerator<HomeFile> {
  const full = join(home, path);
  const found = await lstat(full).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw fileFailure(error, full);
  });
  if (found === null) return;
  if (plantsOwn.includes(path)) {
    leftOut.push(path);
    return;
  }
  if (found.isDirectory()) {
    for (const name of (await readdir(full)).toSorted()) yield* below(home, `${path}/${name}`, leftOut);
  } else if (!found.isFile()) leftOut.push(`${path} (no plain file)`);
  else if (!isUnfinished(path)) {
    yield { path, bytes: found.size, modified: found.mtimeMs, mode: found.mode & 0o777 };
  }
}
