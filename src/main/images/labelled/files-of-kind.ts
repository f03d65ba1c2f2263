import type { DataNotes } from '../../../shared/domain/data-notes.ts';
import { isDesktopFile, isImageName } from '../list-images.ts';
import { isDrawn } from '../mask-levels.ts';
import { besidePicture } from './ground-truth-folders.ts';
import { withoutEnding, type ShownMask } from './mask-folders.ts';
import { isMaskName, withoutMaskWord } from './mask-names.ts';
import type { FoundFile } from './walk-files.ts';

/** The files in a folder of pictures. */
export interface FilesOfKind {
  readonly pictures: readonly FoundFile[];
  /** Masks beside their pictures, or in a folder of masks beside them. */
  readonly beside: readonly ShownMask[];
}

/**
 * Separates pictures from masks among them, and notes the masks: by a word for mask in their name or in that of their
 * folder, or by their content where only the ending differs from a photograph's (as in Real-IAD: `7.jpg`, `7.png`).
 *
 * @param below the kind's path below the labelled folder
 */
export async function filesOfKind(
  files: readonly FoundFile[],
  below: string,
  notes: DataNotes,
): Promise<FilesOfKind> {
  const images: FoundFile[] = [];
  const inMaskFolders: FoundFile[] = [];
  for (const found of files) {
    const name = found.file.slice(found.file.lastIndexOf('/') + 1);
    if (isDesktopFile(name)) continue;
    if (isMaskName(name) && besidePicture(found.file) !== null) inMaskFolders.push(found);
    else if (isImageName(name)) images.push(found);
    else notes.add('otherFiles', `${below}/${found.file}`);
  }
  // Without other images, these are the pictures.
  if (images.length === 0) return { pictures: inMaskFolders, beside: [] };
  const named = images.filter(isNamedAsMask(images));
  const masks = [
    ...named,
    ...(await masksOfSameName(images.filter((found) => !named.includes(found)))),
    ...inMaskFolders,
  ];
  return separated(images, masks, below, notes);
}

/**
 * Separates images that have one label from masks among them, which are named as above and whose content is a mask's,
 * too: a picture of a part's label may be called alike. Notes the masks.
 *
 * @param below the folder's path below the imported folder; empty for that folder itself
 */
export async function withoutMasks(
  images: readonly FoundFile[],
  below: string,
  notes: DataNotes,
): Promise<FilesOfKind> {
  const isCalled = isNamedAsMask(images);
  const called = images.filter((found) => isCalled(found) || besidePicture(found.file) !== null);
  const masks = [
    ...(await drawnOf(called)),
    ...(await masksOfSameName(images.filter((found) => !called.includes(found)))),
  ];
  if (masks.length === images.length) return { pictures: images, beside: [] };
  return separated(images, masks, below, notes);
}

function separated(
  images: readonly FoundFile[],
  masks: readonly FoundFile[],
  below: string,
  notes: DataNotes,
): FilesOfKind {
  const beside = masks.map(({ file, path }): ShownMask => {
    const shown = below === '' ? file : `${below}/${file}`;
    notes.add('masksBeside', shown);
    return { file: besidePicture(file) ?? file, path, shown };
  });
  return { pictures: images.filter((found) => !masks.includes(found)), beside };
}

/** Returns a test for pictures that are named like the mask of another one. */
function isNamedAsMask(images: readonly FoundFile[]): (found: FoundFile) => boolean {
  const stems = new Set(images.map(({ file }) => withoutEnding(file)));
  return ({ file }) => {
    const [folder, stem] = [file.slice(0, file.lastIndexOf('/') + 1), withoutEnding(file)];
    const called = folder + withoutMaskWord(stem.slice(folder.length));
    return called !== stem && stems.has(called);
  };
}

/** Finds the masks among pictures that differ in their ending alone. Only such pictures are read. */
async function masksOfSameName(images: readonly FoundFile[]): Promise<FoundFile[]> {
  const named = new Map<string, FoundFile[]>();
  for (const image of images) {
    const stem = withoutEnding(image.file);
    named.set(stem, [...(named.get(stem) ?? []), image]);
  }
  const masks: FoundFile[] = [];
  for (const alike of named.values()) {
    if (alike.length < 2) continue;
    const drawn = await drawnOf(alike);
    if (drawn.length < alike.length) masks.push(...drawn);
  }
  return masks;
}

/** Returns the images whose content is a mask's. One after the other, since there may be thousands. */
async function drawnOf(images: readonly FoundFile[]): Promise<FoundFile[]> {
  const drawn: FoundFile[] = [];
  for (const image of images) if (await isDrawn(image.path)) drawn.push(image);
  return drawn;
}
