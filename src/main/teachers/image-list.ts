import { readdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';

/** A readable picture on disk. */
export interface ListedImage {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

export interface ImageList {
  /** Pictures sorted by file name, so that a seed chooses the same pictures on every machine. */
  readonly images: readonly ListedImage[];
  /** Names of image files that could not be read or are too small. */
  readonly skipped: readonly string[];
}

const endings = new Set(['.jpg', '.jpeg', '.png', '.webp', '.tif', '.tiff', '.bmp']);
const atOnce = 16;

/**
 * Lists the pictures in a folder and its subfolders. Reads only headers.
 *
 * @param smallest least length of the shorter side, pixels
 * @throws StationError NO_IMAGES if there is no such folder or no usable picture in it
 */
export async function listImages(folder: string, smallest: number): Promise<ImageList> {
  const files = await imageFiles(folder);
  const images: ListedImage[] = [];
  const skipped: string[] = [];
  for (let start = 0; start < files.length; start += atOnce) {
    const sizes = await Promise.all(files.slice(start, start + atOnce).map(sizeOf));
    for (const { file, width, height } of sizes) {
      if (Math.min(width, height) < smallest) skipped.push(path.basename(file));
      else images.push({ file, width, height });
    }
  }
  if (images.length === 0) {
    throw new StationError(
      'NO_IMAGES',
      `No usable image in ${folder}: each side needs at least ${smallest} pixels.`,
    );
  }
  return { images, skipped };
}

async function imageFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && endings.has(path.extname(entry.name).toLowerCase()))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .toSorted();
  } catch (error) {
    throw new StationError('NO_IMAGES', `The image folder ${folder} cannot be read.`, messageOf(error));
  }
}

/** Reads the size of a picture; 0 if the picture cannot be read. */
async function sizeOf(file: string): Promise<ListedImage> {
  try {
    const { width, height } = await sharp(file).metadata();
    return { file, width, height };
  } catch {
    return { file, width: 0, height: 0 };
  }
}
