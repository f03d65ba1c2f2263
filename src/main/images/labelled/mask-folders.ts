import { foldedName } from '../../../shared/domain/good-kinds.ts';
import type { FoundFile } from './walk-files.ts';

/** A mask, or a folder of masks of one picture. */
export interface ShownMask extends FoundFile {
  /** Its path below the labelled folder. */
  readonly shown: string;
}

/**
 * Joins masks in a folder named like one picture, each marking a part of its defects:
 * `ground_truth/crack/7/000.png` and `001.png` for `test/crack/7.png` (as in MVTec LOCO). The folder replaces
 * them, so that none counts as the mask of picture `000`. Folders that hold pictures are never joined.
 *
 * @param pictures paths below their kind's folders
 * @param isCalledAs tells whether a folder, by path, is named like a picture
 */
export function joinMaskFolders(
  pictures: readonly string[],
  masks: readonly ShownMask[],
  isCalledAs: (folder: string) => boolean,
): ShownMask[] {
  const holding = new Set(pictures.map((picture) => foldedName(folderOf(picture))));
  const joined = new Map<string, ShownMask>();
  const single: ShownMask[] = [];
  for (const mask of masks) {
    const folder = folderOf(mask.file);
    if (holding.has(foldedName(folder)) || !isCalledAs(folder)) single.push(mask);
    else joined.set(folder, { file: folder, path: folderOf(mask.path), shown: folderOf(mask.shown) });
  }
  return [...single, ...joined.values()];
}

/** Returns a test for folders named like a picture beside them, with or without its ending. */
export function calledAsBeside(pictures: readonly string[]): (folder: string) => boolean {
  const called = new Set(pictures.flatMap((picture) => [picture, withoutEnding(picture)]).map(foldedName));
  return (folder) => called.has(foldedName(folder));
}

/** Returns a test for folders named like any of the pictures, wherever these lie. */
export function calledAsAny(pictures: readonly string[]): (folder: string) => boolean {
  const isCalled = calledAsBeside(pictures.map(nameOf));
  return (folder) => isCalled(nameOf(folder));
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(file.search(/[/\\][^/\\]*$/), 0));
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** A path without the ending of its file. */
export function withoutEnding(file: string): string {
  return file.replace(/\.[^./]+$/, '');
}
