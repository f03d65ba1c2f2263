import { basename, join } from 'node:path';
import type { ImageLabel } from '../../shared/contract/datasets.ts';
import { trainingLabel } from '../../shared/contract/datasets.ts';
import { DataNotes, type DataNote } from '../../shared/domain/data-notes.ts';
import { foldedName, goodKind } from '../../shared/domain/good-kinds.ts';
import { withoutMasks } from '../images/labelled/files-of-kind.ts';
import { matchMasks } from '../images/labelled/mask-names.ts';
import { contentOf, walkFiles } from '../images/labelled/walk-files.ts';
import { isDesktopFile, isImageName, listImages } from '../images/list-images.ts';
import {
  isGood,
  isTrainFolder,
  readLabelledFolder,
  testFolderOf,
  type GoodKinds,
} from '../images/test-folder.ts';

/** A file to be imported into a dataset. */
export interface ImportedFile {
  /** Path below the imported folder, with forward slashes. */
  readonly file: string;
  readonly name: string;
  readonly path: string;
  readonly label: ImageLabel;
  /** Path of its mask's picture; null without a mask. */
  readonly maskPath: string | null;
}

export interface ImportListing {
  readonly files: readonly ImportedFile[];
  /** Names of files that are not images. */
  readonly others: readonly string[];
  /** Oddities of a labelled folder. */
  readonly notes: readonly DataNote[];
}

/**
 * Lists the files that an import of a folder adds. A labelled folder (`testFolderOf`) gives its good training images and
 * its test images with labels and masks; any other folder gives the images directly in it, with the given label.
 *
 * @param goodKinds as `readLabelledFolder`
 * @throws StationError NOT_FOUND, BAD_INPUT, NO_PERMISSION, NO_IMAGES
 */
export async function listForImport(
  folder: string,
  label: ImageLabel,
  goodKinds: GoodKinds = null,
): Promise<ImportListing> {
  const content = await contentOf(folder);
  if (!content || testFolderOf(content.folders) === undefined) {
    return plainListing(folder, content?.folders ?? [], label);
  }
  const labelled = await readLabelledFolder(folder, goodKinds);
  const tests = labelled.images.map(({ file, path, kind, defective, maskPath }): ImportedFile => {
    const own: ImageLabel = {
      purpose: 'test',
      label: defective ? 'defect' : 'good',
      kind: defective ? kind.slice(0, 80) : null,
    };
    return { file, name: basename(file), path, label: own, maskPath };
  });
  const notes = new DataNotes();
  notes.merge(labelled.notes);
  const asked = labelled.notes.find(({ code }) => code === 'kindsTakenAsGood')?.items ?? [];
  const isAsked = (kind: string): boolean => asked.some(({ name }) => foldedName(name) === foldedName(kind));
  const training: ImportedFile[] = [];
  const others: string[] = [];
  for (const train of content.folders.filter(isTrainFolder)) {
    const listed = await trainingImages(folder, train, { goodKinds, isAsked, notes });
    training.push(...listed.files);
    others.push(...listed.others);
  }
  return { files: [...training, ...tests], others, notes: notes.all() };
}

interface TrainingListing {
  readonly goodKinds: GoodKinds;
  /** Tells whether people are already asked about a kind of this name below `test`. */
  readonly isAsked: (kind: string) => boolean;
  readonly notes: DataNotes;
}

/** Lists the images of the good kinds below `train`, also those in subfolders. */
async function trainingImages(
  folder: string,
  train: string,
  { goodKinds, isAsked, notes }: TrainingListing,
): Promise<{ files: ImportedFile[]; others: string[] }> {
  const files: ImportedFile[] = [];
  const others: string[] = [];
  const content = await contentOf(join(folder, train));
  for (const name of (content?.files ?? []).filter(isImageName)) {
    notes.add('trainNotRead', `${train}/${name}`);
  }
  for (const kind of content?.folders ?? []) {
    if (!isGood(kind, goodKinds)) {
      notes.add('trainNotRead', `${train}/${kind}`);
      continue;
    }
    if (kind !== goodKind && goodKinds === null && !isAsked(kind)) notes.add('kindsTakenAsGood', kind);
    const walk = await walkFiles(join(folder, train, kind));
    for (const unread of walk.unread) {
      notes.add('foldersNotRead', [train, kind, unread].filter(Boolean).join('/'));
    }
    const below = `${train}/${kind}`;
    const own = walk.files.filter(({ file }) => !isDesktopFile(basename(file)));
    others.push(...own.filter(({ file }) => !isImageName(file)).map(({ file }) => `${below}/${file}`));
    const images = own.filter(({ file }) => isImageName(file));
    for (const { file, path } of (await withoutMasks(images, below, notes)).pictures) {
      const name = basename(file);
      files.push({ file: `${below}/${file}`, name, path, label: trainingLabel, maskPath: null });
    }
  }
  return { files, others };
}

async function plainListing(
  folder: string,
  folders: readonly string[],
  label: ImageLabel,
): Promise<ImportListing> {
  const { images, skipped } = await listImages(folder);
  const notes = new DataNotes();
  for (const name of folders) notes.add('foldersNotRead', name);
  const found = images.map((name) => ({ file: name, path: join(folder, name) }));
  const { pictures, beside } = await withoutMasks(found, '', notes);
  const { maskOf } = matchMasks(
    label.label === 'defect' ? pictures.map(({ file }) => file) : [],
    beside.map(({ file }) => file),
  );
  const files = pictures.map(({ file, path }): ImportedFile => {
    const mask = maskOf.get(file);
    return { file, name: file, path, label, maskPath: mask === undefined ? null : join(folder, mask) };
  });
  return { files, others: skipped, notes: notes.all() };
}
