import { join } from 'node:path';
import type { DataNotes } from '../../../shared/domain/data-notes.ts';
import { foldedName } from '../../../shared/domain/good-kinds.ts';
import { isDesktopFile } from '../list-images.ts';
import { isGroundTruthFolder, isSameKind } from './ground-truth-folders.ts';
import { isMaskName, matchMasks } from './mask-names.ts';
import { contentOf, walkFiles, type FoundFile } from './walk-files.ts';

/** The masks in a folder of ground truth, or right in `ground_truth` where no folder is named. */
interface MaskFolder {
  /** The folder's name; null for those that lie in none. */
  readonly name: string | null;
  /** Its path below the labelled folder. */
  readonly below: string;
  readonly masks: readonly FoundFile[];
}

/** All masks of a labelled folder. */
export interface FoundMasks {
  readonly folders: readonly MaskFolder[];
  /** Real paths of the folders that were looked into. */
  readonly looked: readonly string[];
}

/** A kind of a labelled folder, as far as its masks go. */
interface Kind {
  readonly name: string;
  readonly defective: boolean;
  readonly pictures: readonly FoundFile[];
  readonly beside: readonly FoundFile[];
}

/** Reads the folders of ground truth. @param names the folders beside `test` */
export async function readMasks(
  folder: string,
  names: readonly string[],
  notes: DataNotes,
): Promise<FoundMasks> {
  const folders: MaskFolder[] = [];
  const looked: string[] = [];
  for (const root of names.filter(isGroundTruthFolder)) {
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

/**
 * Finds the mask of each defective picture, kind by kind; masks in folders that are called as no kind are looked for
 * among all pictures that have none. What fits nothing is noted.
 *
 * @param test the name of the folder of kinds
 * @returns the mask's path by the picture's path below the labelled folder
 */
export function masksFor(
  kinds: readonly Kind[],
  { folders }: FoundMasks,
  test: string,
  notes: DataNotes,
): Map<string, string> {
  const maskOf = new Map<string, string>();
  const ambiguous = new Set<string>();
  const unmatched: string[] = [];
  const placed = placeFolders(kinds, folders, notes);

  const take = (
    pictures: readonly string[],
    masks: readonly (FoundFile & { readonly shown: string })[],
  ): void => {
    const paths = new Map(masks.map(({ file, path }) => [file, path]));
    const shown = new Map(masks.map(({ file, shown: name }) => [file, name]));
    const matches = matchMasks(
      pictures,
      masks.map(({ file }) => file),
    );
    for (const [picture, mask] of matches.maskOf) maskOf.set(picture, paths.get(mask) ?? '');
    for (const picture of matches.ambiguous) ambiguous.add(picture);
    for (const mask of matches.unmatched) unmatched.push(shown.get(mask) ?? mask);
  };

  for (const kind of kinds) {
    const at = `${test}/${kind.name}/`;
    const masks = [
      ...kind.beside.map((found) => ({ ...found, shown: at + found.file })),
      ...(placed.get(kind.name) ?? []).flatMap(({ below, masks: own }) =>
        own.map((found) => ({ ...found, shown: `${below}/${found.file}` })),
      ),
    ].map((found) => ({ ...found, file: at + found.file }));
    take(
      kind.pictures.map(({ file }) => at + file),
      masks,
    );
  }
  const elsewhere = folders.filter((folder) => ![...placed.values()].flat().includes(folder));
  const defective = kinds.filter((kind) => kind.defective);
  const without = defective
    .flatMap(({ name, pictures }) => pictures.map(({ file }) => `${test}/${name}/${file}`))
    .filter((picture) => !maskOf.has(picture) && !ambiguous.has(picture));
  take(
    without,
    elsewhere.flatMap(({ below, masks }) =>
      masks.map(({ file, path }) => ({ file: `${below}/${file}`, path, shown: `${below}/${file}` })),
    ),
  );
  for (const mask of unmatched) notes.add('masksWithoutPicture', mask);
  const isDefective = new Set(
    defective.flatMap(({ name, pictures }) => pictures.map(({ file }) => `${test}/${name}/${file}`)),
  );
  for (const picture of isDefective) {
    if (ambiguous.has(picture)) notes.add('masksAmbiguous', picture);
    else if (!maskOf.has(picture)) notes.add('defectsWithoutMask', picture);
  }
  return maskOf;
}

/** Which folders of ground truth belong to a kind: those called as it is, else one in other spelling. */
function placeFolders(
  kinds: readonly Kind[],
  folders: readonly MaskFolder[],
  notes: DataNotes,
): Map<string, MaskFolder[]> {
  const placed = new Map<string, MaskFolder[]>();
  const put = (kind: Kind, folder: MaskFolder): void =>
    void placed.set(kind.name, [...(placed.get(kind.name) ?? []), folder]);
  for (const folder of folders) {
    const { name, below } = folder;
    if (name === null) continue;
    const composed = name.normalize('NFC');
    const called =
      kinds.find((kind) => kind.name.normalize('NFC') === composed) ??
      kinds.find((kind) => foldedName(kind.name) === foldedName(name));
    if (called) {
      put(called, folder);
      continue;
    }
    const alike = kinds.filter((kind) => isSameKind(kind.name, name));
    const [only] = alike;
    if (only === undefined || alike.length > 1) continue;
    put(only, folder);
    notes.add('kindsMatched', below, only.name);
  }
  return placed;
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
