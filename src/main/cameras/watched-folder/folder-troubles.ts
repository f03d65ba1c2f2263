import { readdir, stat } from 'node:fs/promises';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { fileFailure } from '../../files/file-failure.ts';
import { holdPictures, type WatchedListing } from './list-folder.ts';

/** Number of skipped subfolders, counted from the last, that are searched for pictures. */
const lookedInto = 20;

/** Reports problems of a watched folder, each once until it is over. */
export interface FolderTroubles {
  /** Notes that the folder could not be read. */
  lost(error: unknown): void;
  /** Notes that the folder was read. @param hasArrivals whether a picture is directly in the folder */
  found(listing: WatchedListing, hasArrivals: boolean): Promise<void>;
}

export function folderTroubles(watched: {
  readonly folder: string;
  readonly onProblem: (problem: StationError) => void;
}): FolderTroubles {
  const { folder, onProblem } = watched;
  let isLost = false;
  let saidPassedOver = false;
  let closed: ReadonlySet<string> = new Set();

  return {
    lost(error) {
      if (!isLost) {
        onProblem(
          unavailable(
            `The watched folder “${folder}” cannot be read any more. Inspection goes on by itself once it is back.`,
            error,
          ),
        );
      }
      isLost = true;
    },
    async found(listing, hasArrivals) {
      isLost = false;
      for (const [name, error] of listing.closed) {
        if (closed.has(name)) continue;
        const place = `“${name}” in “${folder}”`;
        onProblem(
          unavailable(`The subfolder ${place} cannot be read. Its pictures are not inspected.`, error),
        );
      }
      closed = new Set(listing.closed.keys());
      if (hasArrivals || saidPassedOver || listing.passedOver.length === 0) return;
      if (!(await holdPictures(folder, listing.passedOver.slice(-lookedInto)))) return;
      saidPassedOver = true;
      onProblem(onlySubfolders(folder));
    },
  };
}

/** Checks that a folder can be read. @throws StationError NOT_FOUND, NO_PERMISSION, or BAD_INPUT if the path is no folder */
export async function checkFolder(folder: string): Promise<void> {
  try {
    if ((await stat(folder)).isDirectory()) {
      await readdir(folder);
      return;
    }
  } catch (error) {
    throw fileFailure(error, folder);
  }
  throw new StationError('BAD_INPUT', `“${folder}” is not a folder. Choose the folder the images arrive in.`);
}

/** Makes the error of a picture that was replaced by another before it was read. */
export function overtaken(name: string): StationError {
  return new StationError(
    'NOT_FOUND',
    `“${name}” was replaced by another picture before it was inspected. Pictures that wait need names of their own.`,
  );
}

function onlySubfolders(folder: string): StationError {
  return new StationError(
    'NO_IMAGES',
    `All pictures of the watched folder “${folder}” lie in its subfolders, which are not inspected. Stop, then choose ` +
      'to watch the subfolders, too.',
  );
}

function unavailable(message: string, error: unknown): StationError {
  return new StationError('CAMERA_UNAVAILABLE', message, messageOf(error));
}
