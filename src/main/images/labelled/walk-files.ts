import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../../shared/domain/station-error.ts';
import { compareNaturally } from '../list-images.ts';

/** A file below a folder. */
export interface FoundFile {
  /** Path below the folder as its names are stored, with forward slashes. */
  readonly file: string;
  readonly path: string;
}

/** The direct content of a folder. */
export interface FolderContent {
  /** Names of folders and of links to folders, in natural order. */
  readonly folders: readonly string[];
  /** Names of everything else, in natural order. */
  readonly files: readonly string[];
}

/** The files below a folder. */
export interface Walk {
  /** In natural order, direct files first. */
  readonly files: readonly FoundFile[];
  /** Real paths of the visited folders. */
  readonly folders: readonly string[];
  /** Paths below the folder that could not be read. */
  readonly unread: readonly string[];
}

/** Limits of depth and files, since a link to a whole disk is a mistake. */
const [deepest, mostFiles] = [12, 100_000];
/** Folders that desktops and servers create for themselves. */
const foreignFolders: readonly string[] = ['__macosx', '@eadir', '$recycle.bin', 'system volume information'];

/** Reads a folder's direct content without hidden folders; null: it cannot be read. */
export async function contentOf(folder: string): Promise<FolderContent | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of entries) {
    const isFolder = entry.isSymbolicLink()
      ? ((await stat(join(folder, entry.name)).catch(() => null))?.isDirectory() ?? false)
      : entry.isDirectory();
    if (!isFolder) files.push(entry.name);
    else if (!entry.name.startsWith('.') && !foreignFolders.includes(entry.name.toLowerCase())) {
      folders.push(entry.name);
    }
  }
  return { folders: folders.toSorted(compareNaturally), files: files.toSorted(compareNaturally) };
}

/**
 * Finds all files below a folder, through folders and links to folders. Visits each real folder once, so that
 * circular links end.
 *
 * @throws StationError BAD_INPUT above 100,000 files
 */
export async function walkFiles(folder: string): Promise<Walk> {
  const files: FoundFile[] = [];
  const unread: string[] = [];
  const visited = new Set<string>();

  async function visit(path: string, below: string, depth: number): Promise<void> {
    const real = await realpath(path).catch(() => null);
    const content = real === null ? null : await contentOf(path);
    if (real === null || content === null || depth > deepest) {
      unread.push(below);
      return;
    }
    if (visited.has(real)) return;
    visited.add(real);
    const at = (name: string): string => (below === '' ? name : `${below}/${name}`);
    for (const name of content.files) files.push({ file: at(name), path: join(path, name) });
    if (files.length > mostFiles) {
      throw new StationError(
        'BAD_INPUT',
        `“${folder}” holds more than ${mostFiles} files. Choose another folder.`,
      );
    }
    for (const name of content.folders) await visit(join(path, name), at(name), depth + 1);
  }

  await visit(folder, '', 0);
  return { files, folders: [...visited], unread };
}
