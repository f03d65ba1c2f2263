import { readFile, stat } from 'node:fs/promises';
import type { ImageLabel, ImportEvent, SkippedFile } from '../../shared/contract/datasets.ts';
import { trainingLabel } from '../../shared/contract/datasets.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { listForImport } from './import-listing.ts';
import type { ImportedFile, ImportListing } from './import-listing.ts';
import { maximumImageBytes } from './limits.ts';

/** Progress is told at most this often. */
const progressMs = 100;

/**
 * Adds one image, and its mask.
 *
 * @returns whether the product had it already, and why its mask was left out
 */
export type AddImage = (
  bytes: Uint8Array,
  file: ImportedFile,
) => Promise<{ duplicate: boolean; skippedMask?: SkippedFile }>;

/**
 * Adds the images of a folder one after the other. The folder is read before the first event is asked for, so
 * that what is wrong with the folder itself is said at once.
 *
 * @param label of the images, unless the folder's own layout says otherwise
 * @returns the events; a file that cannot be used is named and skipped
 * @throws StationError NOT_FOUND, BAD_INPUT, NO_PERMISSION or NO_IMAGES for the folder; while it runs DISK_FULL,
 *   which ends it: what was added until then stays
 */
export async function importFolder(
  folder: string,
  add: AddImage,
  signal?: AbortSignal,
  label: ImageLabel = trainingLabel,
): Promise<AsyncGenerator<ImportEvent, void, void>> {
  return run(await listForImport(folder, label), add, signal);
}

async function* run(
  { files, others }: ImportListing,
  add: AddImage,
  signal?: AbortSignal,
): AsyncGenerator<ImportEvent, void, void> {
  const total = files.length + others.length;
  const skipped: SkippedFile[] = others.map(noImage);
  let imported = 0;
  let duplicates = 0;
  let done = skipped.length;
  let told = performance.now();

  yield { kind: 'progress', done: 0, total };
  for (const file of skipped) yield { kind: 'skipped', file };
  for (const file of files) {
    if (signal?.aborted) throw new StationError('CANCELLED', 'The import was stopped. What was added stays.');
    const { outcome, problem } = await addFile(file, add);
    done += 1;
    if (outcome === 'imported') imported += 1;
    else if (outcome === 'duplicate') duplicates += 1;
    if (problem) {
      skipped.push(problem);
      yield { kind: 'skipped', file: problem };
    }
    if (done === total || performance.now() - told >= progressMs) {
      told = performance.now();
      yield { kind: 'progress', done, total };
    }
  }
  yield { kind: 'finished', imported, duplicates, skipped };
}

async function addFile(
  file: ImportedFile,
  add: AddImage,
): Promise<{ outcome: 'imported' | 'duplicate' | 'skipped'; problem?: SkippedFile | undefined }> {
  try {
    const { duplicate, skippedMask } = await add(await readBounded(file.path), file);
    return { outcome: duplicate ? 'duplicate' : 'imported', problem: skippedMask };
  } catch (error) {
    const failure = fileFailure(error, file.path);
    // Without space on the disk every further file would fail, and nothing of that is the files' fault.
    if (!(failure instanceof StationError) || failure.code === 'DISK_FULL') throw failure;
    return {
      outcome: 'skipped',
      problem: { name: file.file, code: failure.code, message: failure.message },
    };
  }
}

async function readBounded(path: string): Promise<Uint8Array> {
  const { size } = await stat(path);
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
    message: `“${name}” is not an image file. PNG, JPEG, BMP and TIFF are read.`,
  };
}
