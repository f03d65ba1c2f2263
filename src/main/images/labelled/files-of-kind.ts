import type { DataNotes } from '../../../shared/domain/data-notes.ts';
import { isDesktopFile, isImageName } from '../list-images.ts';
import { besidePicture } from './ground-truth-folders.ts';
import { withoutEnding, type ShownMask } from './mask-folders.ts';
import { isMaskName, withoutMaskWord } from './mask-names.ts';
import type { FoundFile } from './walk-files.ts';

/** What lies in the folder of a kind. */
export interface FilesOfKind {
  readonly pictures: readonly FoundFile[];
  /** Masks that lie beside their pictures, or in a folder of masks beside them. */
  readonly beside: readonly ShownMask[];
}

/** Tells pictures from the masks among them, which are noted. @param below the kind's path below the labelled folder */
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
  // Where there are no others, they are the pictures.
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
