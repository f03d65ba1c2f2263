import { join } from 'node:path';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import { folderArrivals, type FolderArrivals } from './folder-arrivals.ts';
import type { FrameListener, FrameSource } from '../frame-source.ts';
import { readWhenWritten } from './read-when-written.ts';
import { unlessAborted } from '../unless-aborted.ts';

/**
 * A folder as a camera: each image file in it is one part. Files that are there at the start come first, in natural
 * order, then each file as it arrives; every file once a session, none is left out, none is changed. A file that cannot
 * be read is named and the next one follows; a folder that goes away is named and taken up again when it is back.
 */
export function watchedFolder(folder: string): FrameSource {
  let watched: FolderArrivals | null = null;
  return {
    start: async (listener) => {
      const arrivals = await folderArrivals(folder, (problem) => listener.onProblem(problem));
      watched = arrivals;
      const ending = new AbortController();
      const finished = (async () => {
        for (let name = await arrivals.next(); name !== null; name = await arrivals.next()) {
          await handOver(folder, name, listener, ending.signal);
        }
      })();
      return async () => {
        ending.abort();
        await arrivals.stop();
        await finished;
      };
    },
    whenReached: async (reached) => {
      if (watched === null) reached();
      else await watched.whenTaken(reached);
    },
  };
}

async function handOver(
  folder: string,
  name: string,
  listener: FrameListener,
  signal: AbortSignal,
): Promise<void> {
  try {
    const capturedAt = Date.now();
    const started = performance.now();
    const frame = await readWhenWritten(join(folder, name), signal);
    const captureMs = performance.now() - started;
    await unlessAborted(listener.onFrame({ frame, name, capturedAt, captureMs, droppedBefore: 0 }), signal);
  } catch (error) {
    if (signal.aborted) return;
    listener.onProblem(
      error instanceof StationError
        ? error
        : new StationError('WORKER_FAILED', `“${name}” could not be inspected.`, messageOf(error)),
    );
  }
}
