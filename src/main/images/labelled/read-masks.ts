import { join } from 'node:path';
import type { DataNotes } from '../../../shared/domain/data-notes.ts';
import { isDesktopFile } from '../list-images.ts';
import { isMaskName } from './mask-names.ts';
import { contentOf, walkFiles, type FoundFile } from './walk-files.ts';

/** The masks in one folder of ground truth, or directly in `ground_truth`. */
export interface MaskFolder {
  /** The folder's name; null: the masks lie directly in `ground_truth`. */
  readonly name: string | null;
  /** Its path below the labelled folder. */
  readonly below: string;
  readonly masks: readonly FoundFile[];
}

/** All masks of a labelled folder. */
export interface FoundMasks {
  readonly folders: readonly MaskFolder[];
  /** Real paths of the visited folders. */
  readonly looked: readonly string[];
}

/** Reads folders of ground truth. @param roots their paths below the labelled folder */
export async function readMasks(
  folder: string,
  roots: readonly string[],
  notes: DataNotes,
): Promise<FoundMasks> {
  const folders: MaskFolder[] = [];
  const looked: string[] = [];
  for (const root of roots) {
    const content = await contentOf(join(folder, root));
    if (content === null) notes.add('foldersNotRead', root);
    const loose = (content?.files ?? []).map((file) => ({ file, path: join(folder, root, file) }));
    folders.push({ name: null, below: root, masks: onlyMasks(loose, root, notes) });
    for (const name of content?.folders ?? []) {
      const below = `${root}/${name}`;
      const walk = await walkFiles(join(folder, root, name));
      looked.push(...walk.folders);
      for (const unread of walk.unread) {
        notes.add('foldersNotRead', [below, unread].filter(Boolean).join('/'));
      }
      folders.push({ name, below, masks: onlyMasks(walk.files, below, notes) });
    }
  }
  return { folders, looked };
}

function onlyMasks(files: readonly FoundFile[], below: string, notes: DataNotes): FoundFile[] {
  const nameOf = ({ file }: FoundFile): string => file.slice(file.lastIndexOf('/') + 1);
  for (const found of files) {
    if (!isMaskName(nameOf(found)) && !isDesktopFile(nameOf(found))) {
      notes.add('otherFiles', `${below}/${found.file}`);
    }
  }
  return files.filter((found) => isMaskName(nameOf(found)));
}
