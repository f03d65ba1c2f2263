import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';

/** Endings of image files, lower case. Decoding determines the real format by content. */
const imageExtensions = [
  '.png',
  ...(['.jpg', '.jpeg', '.jfif', '.jpe'] as const),
  ...(['.bmp', '.dib'] as const),
  ...(['.tif', '.tiff'] as const),
] as const;
/** Endings of unsupported picture formats. They are reported where each picture is a part. */
const foreignExtensions = ['.webp', '.gif', '.heic', '.heif', '.avif', '.jp2', '.jxl'];

export interface ImageListing {
  readonly folder: string;
  /** Names of the image files in natural order (`part 2` before `part 10`); at least one. */
  readonly images: readonly string[];
  /**
   * Names of other files, pipes, devices and links to such, in natural order; without hidden files and those
   * of desktops.
   */
  readonly skipped: readonly string[];
}

const desktopFiles: readonly string[] = ['thumbs.db', 'desktop.ini'];
const naturalOrder = new Intl.Collator('en', { numeric: true });

/** Returns whether a name has the ending of an image file. */
export function isImageName(name: string): boolean {
  const extension = extname(name).toLowerCase();
  return imageExtensions.some((known) => known === extension);
}

/** Returns whether a name has the ending of a picture, supported or not. */
export function isPictureName(name: string): boolean {
  return isImageName(name) || foreignExtensions.includes(extname(name).toLowerCase());
}

/** Returns whether a file is hidden or was left by a desktop; such files are never reported. */
export function isDesktopFile(name: string): boolean {
  return name.startsWith('.') || desktopFiles.includes(name.toLowerCase());
}

/** Compares names in natural order: digits by value, then by code unit. */
export function compareNaturally(a: string, b: string): number {
  return naturalOrder.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Lists the image files directly in a folder.
 *
 * @throws StationError `NOT_FOUND`, `BAD_INPUT` if it is no folder, `NO_PERMISSION`, or `NO_IMAGES` if there
 *   are none
 */
export async function listImages(folder: string): Promise<ImageListing> {
  const content = await contentOf(folder);
  const names = content.files.filter((name) => !isDesktopFile(name));
  names.sort(compareNaturally);
  const images = names.filter(isImageName);
  const skipped = [...names.filter((name) => !isImageName(name)), ...content.special].toSorted(
    compareNaturally,
  );
  if (images.length === 0) {
    const found = [
      ...(skipped.length > 0 ? [`Its ${skipped.length} files are of other kinds.`] : []),
      ...(content.folders > 0 ? [`Its ${content.folders} folders are not looked into.`] : []),
    ];
    throw new StationError(
      'NO_IMAGES',
      `The folder “${folder}” holds no images. ${found.join(' ') || 'It is empty.'} Choose a folder with PNG, JPEG, BMP or TIFF files.`,
    );
  }
  return { folder, images, skipped };
}

/** Returns the names of a folder's direct content, and the number of subfolders. */
async function contentOf(folder: string): Promise<{ files: string[]; special: string[]; folders: number }> {
  try {
    if (!(await stat(folder)).isDirectory()) {
      throw new StationError(
        'BAD_INPUT',
        `“${folder}” is not a folder. Choose the folder that holds the images.`,
      );
    }
    const entries = await readdir(folder, { withFileTypes: true });
    const [files, special]: [string[], string[]] = [[], []];
    let folders = 0;
    for (const entry of entries) {
      const kind = await kindOf(entry, folder);
      if (kind === 'folder') folders += 1;
      else (kind === 'file' ? files : special).push(entry.name);
    }
    return { files, special, folders };
  } catch (error) {
    throw fileFailure(error, folder);
  }
}

/**
 * Returns the type of a folder's entry or of its link's target. `special`: a pipe, a socket or a device,
 * whose reading may never end.
 */
async function kindOf(entry: Dirent, folder: string): Promise<'file' | 'folder' | 'special'> {
  // A broken link is listed as a file, so that reading it reports it.
  const target = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => null) : entry;
  if (target === null || target.isFile()) return 'file';
  return target.isDirectory() ? 'folder' : 'special';
}
