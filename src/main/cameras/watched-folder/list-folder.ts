import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../files/file-failure.ts';
import { isPictureName } from '../../images/list-images.ts';

export interface WatchedListing {
  /** Paths of the pictures below the folder, also of formats that are not read, with `/` between their parts, in no order. */
  readonly names: readonly string[];
  /** The folders that were listed, by their path below the watched one (`''`: itself), each with what it is. */
  readonly folders: ReadonlyMap<string, string>;
  /** Subfolders that were not looked into. */
  readonly passedOver: readonly string[];
  /** Subfolders that may not be read, each with the reason. */
  readonly closed: ReadonlyMap<string, unknown>;
}

/**
 * Lists the pictures of a folder. A folder is never a picture, whatever its name ends in; hidden ones are left out.
 *
 * @param withSubfolders whether folders inside count, too, and those inside them; links to folders are followed once
 * @throws the system's error when the folder itself cannot be read
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
    // A link may lead back to where it lies.
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
      // One that was taken away meanwhile holds nothing any more.
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

/** Whether any of these subfolders holds a picture. */
export async function holdPictures(folder: string, subfolders: readonly string[]): Promise<boolean> {
  for (const name of subfolders) {
    const inside = await readdir(join(folder, name)).catch(() => []);
    if (inside.some((file) => !file.startsWith('.') && isPictureName(file))) return true;
  }
  return false;
}
