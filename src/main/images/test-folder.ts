import { realpath } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { DataNote } from '../../shared/domain/data-notes.ts';
import { DataNotes } from '../../shared/domain/data-notes.ts';
import { foldedName, goodKind, meansGood } from '../../shared/domain/good-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { isGroundTruthFolder, isMasksAmongKinds } from './labelled/ground-truth-folders.ts';
import { filesOfKind } from './labelled/files-of-kind.ts';
import { masksFor, type Kind } from './labelled/masks-for-kinds.ts';
import { readMasks } from './labelled/read-masks.ts';
import { contentOf, walkFiles, type FolderContent } from './labelled/walk-files.ts';
import { isDesktopFile, isImageName } from './list-images.ts';

/** An image of a test set. */
export interface TestImage {
  /** Id of the product's own test image; absent for a file of a folder. */
  readonly imageId?: number | undefined;
  /** Path below the folder, with forward slashes. */
  readonly file: string;
  readonly path: string;
  /** `good`, or the kind of defect: the folder's name below `test`. */
  readonly kind: string;
  readonly defective: boolean;
  /** Ground truth: a mask or a folder of masks; null: none. A good picture's mask must mark nothing. */
  readonly maskPath: string | null;
  /**
   * Path of a defective picture's mask below the folder, with forward slashes; absent for the product's own
   * test images.
   */
  readonly maskFile?: string | null;
}

const layout =
  'Lay the images out as test/good, test/<kind of defect> and, for pixel figures, ' +
  'ground_truth/<kind of defect>/<name>_mask.png.';

/** The content of a labelled folder. */
export interface LabelledFolder {
  readonly images: readonly TestImage[];
  /** Oddities of its layout. */
  readonly notes: readonly DataNote[];
  /** Real paths of folders outside it that links point to. */
  readonly linked: readonly string[];
}

/** Kinds that are good besides `good`; null: kinds with names that mean good, which a note asks about. */
export type GoodKinds = readonly string[] | null;

/**
 * Reads a folder in the layout `test/good`, `test/<kind>`, `ground_truth/<kind>/<name>_mask.png`, with
 * subfolders and links to folders below the kinds. Names of kinds and masks may differ in case, in the
 * composition of letters, and in the word for mask (`matchMasks`). Whatever fits nothing is noted.
 *
 * @param goodKinds names of folders below `test`
 * @throws StationError BAD_INPUT if the folder has another layout or no kind with such a name, NO_IMAGES if
 *   it holds no image
 */
export async function readLabelledFolder(
  folder: string,
  goodKinds: GoodKinds = null,
): Promise<LabelledFolder> {
  const root = await contentOf(folder);
  const test = testFolderOf(root?.folders ?? []);
  const kinds = test === undefined ? null : await contentOf(join(folder, test));
  if (root === null || test === undefined || kinds === null) {
    throw new StationError('BAD_INPUT', `“${folder}” has no folder “test”. ${layout}`);
  }
  const known = [...kinds.folders, ...(await trainedKinds(folder, root))].map(foldedName);
  for (const name of goodKinds ?? []) {
    if (name === goodKind || known.includes(foldedName(name))) continue;
    throw new StationError('BAD_INPUT', `“${name}” is no kind: “${join(folder, test)}” has no such folder.`);
  }
  const notes = new DataNotes();
  const truths = root.folders.filter(isGroundTruthFolder);
  const loose = [...root.files, ...kinds.files.map((name) => `${test}/${name}`)];
  for (const name of loose.filter((file) => isImageName(file) && !isDesktopFile(basename(file)))) {
    notes.add('picturesWithoutKind', name);
  }
  const ownTruths = await kindsOfMasks(folder, test, kinds.folders, truths);
  const named = kinds.folders.filter((kind) => !ownTruths.includes(kind));
  const { kinds: read, looked: kindsLooked } = await readKinds(folder, test, named, goodKinds, notes);
  if (read.every(({ pictures }) => pictures.length === 0)) {
    if (kinds.files.some(isImageName)) {
      throw new StationError(
        'NO_IMAGES',
        `The images of “${join(folder, test)}” lie in no folder of a kind. ${layout}`,
      );
    }
    throw new StationError('NO_IMAGES', `“${join(folder, test)}” holds no images. Choose another folder.`);
  }
  const masks = await readMasks(folder, [...truths, ...ownTruths.map((name) => `${test}/${name}`)], notes);
  const looked = [...kindsLooked, ...masks.looked];
  for (const name of root.folders) {
    if (name === test || truths.includes(name) || isTrainFolder(name)) continue;
    const real = await realpath(join(folder, name)).catch(() => null);
    if (!looked.some((path) => real !== null && isBelow(path, real))) notes.add('foldersNotRead', name);
  }
  const maskOf = masksFor(read, masks, test, notes);
  const images = read.flatMap(({ name, defective, pictures }) =>
    pictures.map(({ file, path }): TestImage => {
      const below = `${test}/${name}/${file}`;
      const kind = defective ? name.normalize('NFC') : goodKind;
      const maskPath = maskOf.get(below) ?? null;
      const maskFile =
        maskPath === null || !defective ? null : relative(folder, maskPath).split(sep).join('/');
      return { file: below, path, kind, defective, maskPath, maskFile };
    }),
  );
  return { images, notes: notes.all(), linked: await outside(folder, looked) };
}

/**
 * Reads the pictures of kinds.
 *
 * @param names the kinds' folders below `test`
 * @returns the kinds, and the real paths of all folders that were read
 */
async function readKinds(
  folder: string,
  test: string,
  names: readonly string[],
  goodKinds: GoodKinds,
  notes: DataNotes,
): Promise<{ readonly kinds: Kind[]; readonly looked: string[] }> {
  const kinds: Kind[] = [];
  const looked: string[] = [];
  for (const name of names) {
    const walk = await walkFiles(join(folder, test, name));
    looked.push(...walk.folders);
    for (const unread of walk.unread) {
      notes.add('foldersNotRead', [test, name, unread].filter(Boolean).join('/'));
    }
    const defective = !isGood(name, goodKinds);
    if (!defective && goodKinds === null && name !== goodKind) notes.add('kindsTakenAsGood', name);
    const files = await filesOfKind(walk.files, `${test}/${name}`, notes);
    if (files.pictures.length === 0) notes.add('kindsEmpty', name);
    kinds.push({ name, defective, ...files });
  }
  return { kinds, looked };
}

/**
 * Finds folders of ground truth inside `test`, among the kinds (as in MVTec AD 2). A folder with masks of its
 * own is a kind, whatever its name.
 */
async function kindsOfMasks(
  folder: string,
  test: string,
  kinds: readonly string[],
  truths: readonly string[],
): Promise<string[]> {
  const called: string[] = [];
  for (const name of kinds.filter(isGroundTruthFolder)) {
    const content = await contentOf(join(folder, test, name));
    if (isMasksAmongKinds(name, content?.folders ?? [], kinds)) called.push(name);
  }
  if (called.length === 0) return [];
  const contents = await Promise.all(truths.map((name) => contentOf(join(folder, name))));
  const masked = contents.flatMap((content) => content?.folders ?? []).map(foldedName);
  return called.filter((name) => !masked.includes(foldedName(name)));
}

/** Returns the kinds in all folders of training images; a labelled folder may have several or none. */
async function trainedKinds(folder: string, root: FolderContent): Promise<string[]> {
  const trains = root.folders.filter(isTrainFolder);
  const contents = await Promise.all(trains.map((name) => contentOf(join(folder, name))));
  return contents.flatMap((content) => content?.folders ?? []);
}

/** Names of the folder of kinds, the preferred one first. MVTec AD 2 has a folder whose ground truth is public, and others without. */
const testNames: readonly string[] = ['test', 'test_public'];

/** Finds the folder of kinds among the folders of a labelled folder; undefined if there is none. */
export function testFolderOf(folders: readonly string[]): string | undefined {
  return testNames
    .flatMap((wanted) => folders.filter((name) => foldedName(name) === wanted).toSorted(exactFirst(wanted)))
    .at(0);
}

/** Tells whether a folder of a labelled folder has the training images. */
export function isTrainFolder(name: string): boolean {
  return foldedName(name) === 'train';
}

const exactFirst =
  (wanted: string) =>
  (one: string, other: string): number =>
    Number(other === wanted) - Number(one === wanted);

/** Tells whether a folder below `test` or `train` has images of good parts. */
export function isGood(kind: string, goodKinds: GoodKinds): boolean {
  if (kind === goodKind) return true;
  if (goodKinds === null) return meansGood(kind);
  return goodKinds.some((name) => foldedName(name) === foldedName(kind));
}

function isBelow(path: string, other: string): boolean {
  return path === other || path.startsWith(other + sep);
}

/** Returns those of the folders that lie outside `folder`, without subfolders of each other. */
async function outside(folder: string, looked: readonly string[]): Promise<string[]> {
  const root = await realpath(folder);
  const far = [...new Set(looked)].filter((path) => !isBelow(path, root));
  return far.filter((path) => !far.some((other) => other !== path && isBelow(path, other)));
}
