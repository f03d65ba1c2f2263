import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../files/file-failure.ts';
import { isPictureName } from '../../images/list-images.ts';

export interface WatchedListing {
  /** Paths of the pictures below the folder, with `/`, unordered; includes formats that the station cannot read. */
  readonly names: readonly string[];
  /** Identities of the listed folders by their path below the watched folder (`''` for itself). */
  readonly folders: ReadonlyMap<string, string>;
  /** Subfolders that were not listed. */
  readonly passedOver: readonly string[];
  /** Subfolders that could not be read, each with the error. */
  readonly closed: ReadonlyMap<string, unknown>;
}

/**
 * Lists the pictures of a folder. Folders are never pictures, even if named like one; hidden files are left out.
 *
 * @param withSubfolders whether to include subfolders at any depth; links to folders are followed once
 * @throws the system's error if the folder itself cannot be read
 */
export async function listWatched(folder: string, withSubfolders: boolean): Promise<WatchedListing> {
  const names: string[] = [];
  const folders = new Map<string, string>();
  const passedOver: string[] = [];
  const closed = new Map<string, unknown>();
  const listed = new Set<string>();

  async function list(below: string): Promise<void> {
    const place = join(folder, below);
    const { dev, ino } = await stat(place, { bigint: true });
    const identity = `${dev} ${ino}`;
    // A link may lead back to a folder above it.
    if (listed.has(identity)) return;
    const entries = await readdir(place, { withFileTypes: true });
    listed.add(identity);
    folders.set(below, identity);
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (await isFolder(entry, join(folder, name))) await meet(name);
      else if (isPictureName(entry.name)) names.push(name);
    }
  }

  async function meet(name: string): Promise<void> {
    if (!withSubfolders) {
      passedOver.push(name);
      return;
    }
    try {
      await list(name);
    } catch (error) {
      // A folder removed meanwhile is no problem: it has no pictures any more.
      if (systemCode(error) !== 'ENOENT') closed.set(name, error);
    }
  }

  await list('');
  return { names, folders, passedOver, closed };
}

async function isFolder(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const target = await stat(path).catch(() => null);
  return target?.isDirectory() ?? false;
}

/** Returns whether any of these subfolders holds a picture. */
export async function holdPictures(folder: string, subfolders: readonly string[]): Promise<boolean> {
  for (const name of subfolders) {
    const inside = await readdir(join(folder, name)).catch(() => []);
    if (inside.some((file) => !file.startsWith('.') && isPictureName(file))) return true;
  }
  return false;
}
