import { readFile, stat } from 'node:fs/promises';
import type { ImageLabel, ImportEvent, SkippedFile } from '../../shared/contract/datasets.ts';
import { trainingLabel } from '../../shared/contract/datasets.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { DataNotes } from '../../shared/domain/data-notes.ts';
import { oddShapes, type PictureSize } from '../../shared/domain/picture-shape.ts';
import { isImageName } from '../images/list-images.ts';
import { containerOf, wholeSample } from '../images/sample-bits.ts';
import { maskNotes, type RefusedMask } from '../images/ground-truth.ts';
import type { GoodKinds } from '../images/test-folder.ts';
import { listForImport } from './import-listing.ts';
import type { ImportedFile, ImportListing } from './import-listing.ts';
import type { ImportedMask } from './labelling.ts';
import { maximumImageBytes } from './limits.ts';

/** Progress is told at most this often. */
const progressMs = 100;

/** The outcome of adding an image. */
export interface AddedImage {
  /** True if the product already had the image. */
  readonly duplicate: boolean;
  /** True if the product already had it for another purpose, which it keeps. */
  readonly elsewhere?: boolean;
  /** Its existing label, which it keeps, if the import gave it another one; else null. */
  readonly otherLabel?: string | null;
  /** As `isTurnUnsure`. */
  readonly turnUnsure?: boolean;
  /** The reason why its mask is not used; null if it is. */
  readonly refusedMask?: RefusedMask | null;
  /** The outcome for an earlier mask of the image. */
  readonly earlierMask?: ImportedMask['earlier'];
  /** Size in pixels. */
  readonly size?: PictureSize;
  /** The decoder's `largestSample`. */
  readonly largestSample?: number | null;
  /** Pages of its file that are not read. */
  readonly furtherPages?: number;
}

/** Adds an image and its mask. */
export type AddImage = (bytes: Uint8Array, file: ImportedFile) => Promise<AddedImage>;

export interface ImportOptions {
  readonly signal?: AbortSignal;
  /** The images' label, unless the folder's layout determines it; good training images when left out. */
  readonly label?: ImageLabel;
  readonly goodKinds?: GoodKinds;
}

/**
 * Adds the images of a folder one after the other. The folder itself is read before the first event, so that its
 * faults are reported at once.
 *
 * @returns the events; an unusable file is named and skipped, an unusable mask is noted
 * @throws StationError NOT_FOUND, BAD_INPUT, NO_PERMISSION or NO_IMAGES for the folder; during the import DISK_FULL,
 *   which ends it; images added before stay
 */
export async function importFolder(
  folder: string,
  add: AddImage,
  { signal, label = trainingLabel, goodKinds = null }: ImportOptions = {},
): Promise<AsyncGenerator<ImportEvent, void, void>> {
  return run(await listForImport(folder, label, goodKinds), add, signal);
}

async function* run(
  { files, others, notes: found }: ImportListing,
  add: AddImage,
  signal?: AbortSignal,
): AsyncGenerator<ImportEvent, void, void> {
  const total = files.length + others.length;
  const skipped: SkippedFile[] = others.map(noImage);
  const notes = new DataNotes();
  notes.merge(found);
  const added: NotedImage[] = [];
  let imported = 0;
  let duplicates = 0;
  let done = skipped.length;
  let told = performance.now();

  yield { kind: 'progress', done: 0, total };
  for (const file of skipped) yield { kind: 'skipped', file };
  for (const file of files) {
    if (signal?.aborted) throw new StationError('CANCELLED', 'The import was stopped. What was added stays.');
    const outcome = await addFile(file, add);
    done += 1;
    if ('code' in outcome) {
      skipped.push(outcome);
      yield { kind: 'skipped', file: outcome };
    } else {
      if (outcome.duplicate) duplicates += 1;
      else imported += 1;
      const { refusedMask, earlierMask, elsewhere, otherLabel, turnUnsure } = outcome;
      added.push({ ...outcome, file: file.file, trains: file.label.purpose === 'training' });
      if (elsewhere) notes.add('alreadyThere', file.file);
      if (otherLabel) notes.add('labelsDiffer', file.file, otherLabel);
      if (turnUnsure) notes.add('masksTurned', file.file);
      if (outcome.furtherPages) notes.add('pagesLeft', file.file, `+${outcome.furtherPages}`);
      if (earlierMask) notes.add(earlierMask === 'kept' ? 'masksKept' : 'masksReplaced', file.file);
      if (refusedMask) notes.add(maskNotes[refusedMask.problem], file.file, refusedMask.detail);
    }
    if (done === total || performance.now() - told >= progressMs) {
      told = performance.now();
      yield { kind: 'progress', done, total };
    }
  }
  noteShapes(added, notes);
  noteSamples(added, notes);
  yield { kind: 'finished', imported, duplicates, skipped, notes: notes.all() };
}

/** An added image with the facts for the notes. */
interface NotedImage extends AddedImage {
  readonly file: string;
  readonly trains: boolean;
}

/** Notes training images of an unusual shape. */
function noteShapes(added: readonly NotedImage[], notes: DataNotes): void {
  const sized = added.flatMap(({ file, trains, size }) => (trains && size ? [{ file, ...size }] : []));
  for (const place of oddShapes(sized)) {
    const odd = sized[place];
    if (odd) notes.add('shapeDiffers', odd.file, `${odd.width} × ${odd.height}`);
  }
}

/** Notes 16-bit pictures that use fewer bits; a training reads all pictures in the range of the training images. */
function noteSamples(added: readonly NotedImage[], notes: DataNotes): void {
  const deep = added.flatMap(({ file, trains, largestSample }) =>
    typeof largestSample === 'number' ? [{ file, trains, largestSample }] : [],
  );
  if (deep.length === 0) return;
  const deciding = deep.some(({ trains }) => trains) ? deep.filter(({ trains }) => trains) : deep;
  const bits = containerOf(deciding.reduce((most, { largestSample }) => Math.max(most, largestSample), 0));
  if (bits === wholeSample) return;
  for (const { file, largestSample } of deep) notes.add('sampleBits', file, `${largestSample}, ${bits} bit`);
}

async function addFile(file: ImportedFile, add: AddImage): Promise<AddedImage | SkippedFile> {
  try {
    return await add(await readImage(file.path), file);
  } catch (error) {
    const failure = fileFailure(error, file.path);
    // A full disk ends the import, because every further file would fail, too.
    if (!(failure instanceof StationError) || failure.code === 'DISK_FULL') throw failure;
    return { name: file.file, code: failure.code, message: failure.message };
  }
}

async function readImage(path: string): Promise<Uint8Array> {
  const info = await stat(path);
  if (!info.isFile()) {
    throw new StationError('UNREADABLE_IMAGE', `“${path}” is no file but a pipe, a device or a folder.`);
  }
  const { size } = info;
  if (size > maximumImageBytes) {
    throw new StationError(
      'UNREADABLE_IMAGE',
      `“${path}” has ${Math.round(size / 1e6)} MB; an image may have ${maximumImageBytes / 1e6} MB. Save it compressed or smaller.`,
    );
  }
  return readFile(path);
}

function noImage(name: string): SkippedFile {
  return {
    name,
    code: 'UNREADABLE_IMAGE',
    message: isImageName(name)
      ? `“${name}” is no file but a pipe or a device.`
      : `“${name}” is not an image file. PNG, JPEG, BMP and TIFF are read.`,
  };
}
