import type { DataNotes } from '../../../shared/domain/data-notes.ts';
import { isDesktopFile, isImageName } from '../list-images.ts';
import { besidePicture } from './ground-truth-folders.ts';
import { withoutEnding, type ShownMask } from './mask-folders.ts';
import { isMaskName, withoutMaskWord } from './mask-names.ts';
import type { FoundFile } from './walk-files.ts';

/** The files in the folder of a kind. */
export interface FilesOfKind {
  readonly pictures: readonly FoundFile[];
  /** Masks beside their pictures, or in a folder of masks beside them. */
  readonly beside: readonly ShownMask[];
}

/**
 * Separates pictures from masks among them, and notes the masks.
 *
 * @param below the kind's path below the labelled folder
 */
export function filesOfKind(files: readonly FoundFile[], below: string, notes: DataNotes): FilesOfKind {
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
  const stems = new Set(images.map(({ file }) => withoutEnding(file)));
  const isBeside = ({ file }: FoundFile): boolean => {
    const [folder, stem] = [file.slice(0, file.lastIndexOf('/') + 1), withoutEnding(file)];
    const called = folder + withoutMaskWord(stem.slice(folder.length));
    return called !== stem && stems.has(called);
  };
  const masks = [...images.filter(isBeside), ...inMaskFolders];
  const beside = masks.map(({ file, path }): ShownMask => {
    const shown = `${below}/${file}`;
    notes.add('masksBeside', shown);
    return { file: besidePicture(file) ?? file, path, shown };
  });
  return { pictures: images.filter((found) => !masks.includes(found)), beside };
}
