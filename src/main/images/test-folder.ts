import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { DataNote } from '../../shared/domain/data-notes.ts';
import { DataNotes } from '../../shared/domain/data-notes.ts';
import { foldedName, goodKind, meansGood } from '../../shared/domain/good-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { masksFor, readMasks } from './labelled/read-masks.ts';
import { withoutMaskWord } from './labelled/mask-names.ts';
import { contentOf, walkFiles, type FoundFile } from './labelled/walk-files.ts';
import { isDesktopFile, isImageName } from './list-images.ts';

/** An image of a test set. */
export interface TestImage {
  /** The product's own test image; left out for a file of a folder. */
  readonly imageId?: number | undefined;
  /** Path below the folder, with forward slashes. */
  readonly file: string;
  readonly path: string;
  /** `good`, or the kind of defect: the folder's name below `test`. */
  readonly kind: string;
  readonly defective: boolean;
  /** Ground truth, null where there is none. */
  readonly maskPath: string | null;
  /** Its path below the folder, with forward slashes; left out for the product's own test images. */
  readonly maskFile?: string | null;
}

/** A labelled folder as it was read. */
export interface LabelledFolder {
  readonly images: readonly TestImage[];
  /** What is odd about its layout. */
  readonly notes: readonly DataNote[];
  /** Real paths of the folders outside it that links lead to. */
  readonly linked: readonly string[];
}

/** Which kinds are good besides `good`; null: those whose names say so, which is noted as a question. */
export type GoodKinds = readonly string[] | null;

/** @throws as `readLabelledFolder`, of which it gives the images alone */
export async function readTestFolder(folder: string): Promise<TestImage[]> {
  return [...(await readLabelledFolder(folder)).images];
}

/**
 * The images of a folder laid out as `test/good`, `test/<kind>`, `ground_truth/<kind>/<name>_mask.png`, with folders and
 * links to folders below the kinds. Names of kinds and masks may differ in case, in how letters are composed and in the
 * word for mask (`matchMasks`); whatever fits nothing is noted.
 *
 * @param goodKinds names of folders below `test`
 * @throws StationError BAD_INPUT when the folder has no such layout or no kind of such a name, NO_IMAGES when it holds no
 *   image
 */
export async function readLabelledFolder(
  folder: string,
  goodKinds: GoodKinds = null,
): Promise<LabelledFolder> {
  const root = await contentOf(folder);
  const tests = (root?.folders ?? []).filter((name) => foldedName(name) === 'test');
  const test = tests.find((name) => name === 'test') ?? tests[0];
  const kinds = test === undefined ? null : await contentOf(join(folder, test));
  if (root === null || test === undefined || kinds === null) {
    throw new StationError(
      'BAD_INPUT',
      `“${folder}” has no folder “test”. Lay the images out as test/good, test/<kind of defect> and, for pixel ` +
        'figures, ground_truth/<kind of defect>/<name>_mask.png.',
    );
  }
  for (const name of goodKinds ?? []) {
    if (name === goodKind || kinds.folders.some((kind) => foldedName(kind) === foldedName(name))) continue;
    throw new StationError('BAD_INPUT', `“${name}” is no kind: “${join(folder, test)}” has no such folder.`);
  }
  const notes = new DataNotes();
  const looked: string[] = [];
  for (const name of tests.filter((other) => other !== test)) notes.add('foldersNotRead', name);
  for (const name of kinds.files.filter(isImageName)) notes.add('picturesWithoutKind', `${test}/${name}`);
  const read: KindOfFolder[] = [];
  for (const name of kinds.folders) {
    const walk = await walkFiles(join(folder, test, name));
    looked.push(...walk.folders);
    for (const unread of walk.unread) {
      notes.add('foldersNotRead', [test, name, unread].filter(Boolean).join('/'));
    }
    const defective = !isGood(name, goodKinds);
    if (!defective && goodKinds === null && name !== goodKind) notes.add('kindsTakenAsGood', name);
    read.push({ name, defective, ...picturesOf(walk.files, `${test}/${name}`, notes) });
  }
  if (read.every(({ pictures }) => pictures.length === 0)) {
    throw new StationError('NO_IMAGES', `“${join(folder, test)}” holds no images. Choose another folder.`);
  }
  const masks = await readMasks(folder, root.folders, notes);
  looked.push(...masks.looked);
  const maskOf = masksFor(read, masks, test, notes);
  const images = read.flatMap(({ name, defective, pictures }) =>
    pictures.map(({ file, path }): TestImage => {
      const below = `${test}/${name}/${file}`;
      const kind = defective ? name.normalize('NFC') : goodKind;
      const maskPath = defective ? (maskOf.get(below) ?? null) : null;
      const maskFile = maskPath === null ? null : relative(folder, maskPath).split(sep).join('/');
      return { file: below, path, kind, defective, maskPath, maskFile };
    }),
  );
  return { images, notes: notes.all(), linked: await outside(folder, looked) };
}

/** Whether a folder below `test` holds good parts. */
export function isGood(kind: string, goodKinds: GoodKinds): boolean {
  if (kind === goodKind) return true;
  if (goodKinds === null) return meansGood(kind);
  return goodKinds.some((name) => foldedName(name) === foldedName(kind));
}

/** A folder below `test`, with the files in it. */
export interface KindOfFolder {
  readonly name: string;
  readonly defective: boolean;
  readonly pictures: readonly FoundFile[];
  /** Masks that lie beside their pictures. */
  readonly beside: readonly FoundFile[];
}

function picturesOf(
  files: readonly FoundFile[],
  below: string,
  notes: DataNotes,
): Pick<KindOfFolder, 'pictures' | 'beside'> {
  const images: FoundFile[] = [];
  for (const found of files) {
    const name = found.file.slice(found.file.lastIndexOf('/') + 1);
    if (isImageName(name)) images.push(found);
    else if (!isDesktopFile(name)) notes.add('otherFiles', `${below}/${found.file}`);
  }
  const stems = new Set(images.map(({ file }) => stemOf(file)));
  const isBeside = ({ file }: FoundFile): boolean => {
    const [folder, stem] = [file.slice(0, file.lastIndexOf('/') + 1), stemOf(file)];
    const called = folder + withoutMaskWord(stem.slice(folder.length));
    return called !== stem && stems.has(called);
  };
  const beside = images.filter(isBeside);
  for (const { file } of beside) notes.add('masksBeside', `${below}/${file}`);
  return { pictures: images.filter((found) => !beside.includes(found)), beside };
}

/** The topmost of some folders that do not lie below a folder. */
async function outside(folder: string, looked: readonly string[]): Promise<string[]> {
  const root = await realpath(folder);
  const isBelow = (path: string, other: string): boolean => path === other || path.startsWith(other + sep);
  const far = [...new Set(looked)].filter((path) => !isBelow(path, root));
  return far.filter((path) => !far.some((other) => other !== path && isBelow(path, other)));
}

function stemOf(file: string): string {
  return file.replace(/\.[^./]+$/, '');
}
