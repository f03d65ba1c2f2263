import { readdir, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { watch } from 'chokidar';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { fileFailure } from '../../files/file-failure.ts';
import { compareNaturally, isImageName } from '../../images/list-images.ts';

/**
 * How often the folder is listed beside its events, milliseconds: a network share gives no events, and a folder
 * that is gone says nothing.
 */
const listEveryMs = 1000;

export interface FolderArrivals {
  /** The next image file's name, in the order of arrival; null once stopped. Names wait until they are taken. */
  next(): Promise<string | null>;
  /**
   * Calls `reached` when `next` is asked for more than the files that lie in the folder now; at once when all of them were
   * taken, or once stopped. Resolves then.
   */
  whenTaken(reached: () => void): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Names of the image files right in a folder: those that are there, in natural order, then each as it arrives, each
 * once.
 *
 * @param onProblem called once each time the folder goes away or cannot be read any more; it is taken up again by itself
 * @throws StationError NOT_FOUND, NO_PERMISSION, or BAD_INPUT when it is no folder
 */
export async function folderArrivals(
  folder: string,
  onProblem: (problem: StationError) => void,
): Promise<FolderArrivals> {
  await checkFolder(folder);
  const seen = new Set<string>();
  /** Names, and what is to be called when those before it were taken. */
  const waiting: (string | (() => void))[] = [];
  let taker: ((name: string | null) => void) | null = null;
  let stopped = false;
  let lost = false;

  const arrive = (name: string): void => {
    if (stopped || seen.has(name) || name.startsWith('.') || !isImageName(name)) return;
    seen.add(name);
    if (taker) {
      taker(name);
      taker = null;
    } else waiting.push(name);
  };
  const list = async (): Promise<void> => {
    try {
      const names = (await readdir(folder)).filter((name) => !seen.has(name));
      for (const name of names.sort(compareNaturally)) arrive(name);
      lost = false;
    } catch (error) {
      if (!lost && !stopped) onProblem(folderLost(folder, error));
      lost = true;
    }
  };

  await list();
  const watcher = watch(folder, { depth: 0, ignoreInitial: true, ignorePermissionErrors: true });
  watcher.on('add', (path) => arrive(basename(path)));
  // Without events the listing still finds every file, only later.
  watcher.on('error', () => undefined);
  let listing = Promise.resolve();
  const timer = setInterval(() => {
    listing = listing.then(list);
  }, listEveryMs);

  return {
    next: () => {
      if (stopped) return Promise.resolve(null);
      for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
        if (typeof first === 'string') return Promise.resolve(first);
        first();
      }
      return new Promise((resolve) => {
        taker = resolve;
      });
    },
    whenTaken: async (reached) => {
      // A file may lie there of which no event has told yet.
      if (!stopped) await list();
      await new Promise<void>((resolve) => {
        const mark = (): void => {
          reached();
          resolve();
        };
        if (stopped || taker !== null) mark();
        else waiting.push(mark);
      });
    },
    stop: async () => {
      stopped = true;
      for (const entry of waiting.splice(0)) if (typeof entry !== 'string') entry();
      clearInterval(timer);
      taker?.(null);
      await watcher.close();
      await listing;
    },
  };
}

async function checkFolder(folder: string): Promise<void> {
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

function folderLost(folder: string, error: unknown): StationError {
  return new StationError(
    'CAMERA_UNAVAILABLE',
    `The watched folder “${folder}” cannot be read any more. Inspection goes on by itself once it is back.`,
    messageOf(error),
  );
}
