import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportEvent, SkippedFile } from '../../shared/contract/datasets.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../file-failure.ts';
import { listImages } from '../images/list-images.ts';
import type { ImageListing } from '../images/list-images.ts';
import { maximumImageBytes } from './limits.ts';

/** Progress is told at most this often. */
const progressMs = 100;

/** Adds one image. @returns whether the product had it already */
export type AddImage = (bytes: Uint8Array, name: string) => Promise<{ duplicate: boolean }>;

/**
 * Adds the images of a folder one after the other. The folder is read before the first event is asked for, so
 * that what is wrong with the folder itself is said at once.
 *
 * @returns the events; a file that cannot be used is named and skipped
 * @throws StationError NOT_FOUND, BAD_INPUT, NO_PERMISSION or NO_IMAGES for the folder; while it runs DISK_FULL,
 *   which ends it: what was added until then stays
 */
export async function importFolder(
  folder: string,
  add: AddImage,
  signal?: AbortSignal,
): Promise<AsyncGenerator<ImportEvent, void, void>> {
  return run(await listImages(folder), add, signal);
}

async function* run(
  listing: ImageListing,
  add: AddImage,
  signal?: AbortSignal,
): AsyncGenerator<ImportEvent, void, void> {
  const total = listing.images.length + listing.skipped.length;
  const skipped: SkippedFile[] = listing.skipped.map(noImage);
  let imported = 0;
  let duplicates = 0;
  let done = skipped.length;
  let told = performance.now();

  yield { kind: 'progress', done: 0, total };
  for (const file of skipped) yield { kind: 'skipped', file };
  for (const name of listing.images) {
    if (signal?.aborted) throw new StationError('CANCELLED', 'The import was stopped. What was added stays.');
    const outcome = await addFile(join(listing.folder, name), name, add);
    done += 1;
    if (outcome === 'imported') imported += 1;
    else if (outcome === 'duplicate') duplicates += 1;
    else {
      skipped.push(outcome);
      yield { kind: 'skipped', file: outcome };
    }
    if (done === total || performance.now() - told >= progressMs) {
      told = performance.now();
      yield { kind: 'progress', done, total };
    }
  }
  yield { kind: 'finished', imported, duplicates, skipped };
}

async function addFile(
  path: string,
  name: string,
  add: AddImage,
): Promise<'imported' | 'duplicate' | SkippedFile> {
  try {
    const { duplicate } = await add(await readBounded(path), name);
    return duplicate ? 'duplicate' : 'imported';
  } catch (error) {
    const failure = fileFailure(error, path);
    // Without space on the disk every further file would fail, and nothing of that is the files' fault.
    if (!(failure instanceof StationError) || failure.code === 'DISK_FULL') throw failure;
    return { name, code: failure.code, message: failure.message };
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
