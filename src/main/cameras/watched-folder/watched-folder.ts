import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import type { FrameListener, FrameSource } from '../frame-source.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { Arrival } from './arrival-queue.ts';
import { folderArrivals, type FolderArrivals } from './folder-arrivals.ts';
import type { FolderMemory } from './folder-memory.ts';
import { createArrivalReader, type ArrivalReader } from './read-arrival.ts';
import { stationTime } from '../../station/clock.ts';

/** Longest wait for a folder at its end, milliseconds: a network share that does not answer may never do so. */
const closingPatienceMs = 2_000;

export interface WatchedFolderOptions {
  readonly folder: string;
  readonly subfolders: boolean;
  /** Files inspected before, which are not parts again. */
  readonly memory: FolderMemory;
  /** Whether each file in the folder at the start is a part, even if it was inspected before. */
  readonly again: boolean;
}

/** Data of one run of the source, from its start to its stop. */
interface Watch {
  readonly folder: string;
  readonly arrivals: FolderArrivals;
  readonly reader: ArrivalReader;
  readonly memory: FolderMemory;
  readonly listener: FrameListener;
  readonly signal: AbortSignal;
}

/**
 * Makes a source of a folder: each picture that arrives in it is one part. Pictures that are there at the start and
 * were not inspected yet come first, in natural order; then each as it arrives, under a new or an earlier name. The
 * source skips no file and changes none. An unreadable picture is a part without a picture. If the folder disappears,
 * the source reports it and goes on when the folder is back.
 */
export function watchedFolder({ folder, subfolders, memory, again }: WatchedFolderOptions): FrameSource {
  let watched: FolderArrivals | null = null;
  return {
    start: async (listener, givenUp) => {
      const onProblem = (problem: StationError): void => listener.onProblem(problem);
      const opening = folderArrivals({
        folder,
        memory,
        again,
        onProblem,
        onOvertaken: (name, problem) =>
          void listener.onUnreadable({ name, capturedAt: stationTime(), problem }),
        withSubfolders: subfolders,
      });
      const arrivals = givenUp ? await unlessAborted(opening, givenUp) : await opening;
      if (arrivals === undefined) {
        // A network share that does not answer may still do so.
        void opening.then(
          (late) => late.stop(),
          () => undefined,
        );
        return () => Promise.resolve();
      }
      watched = arrivals;
      const ending = new AbortController();
      const watch = { folder, arrivals, memory, listener, signal: ending.signal };
      const reader = createArrivalReader();
      const finished = (async () => {
        for (let arrival = await arrivals.next(); arrival !== null; arrival = await arrivals.next()) {
          await handOver({ ...watch, reader }, arrival);
        }
      })();
      return async () => {
        ending.abort();
        const closed = Promise.all([arrivals.stop(), finished]);
        await Promise.race([closed, sleep(closingPatienceMs, undefined, { ref: false })]);
        memory.flush();
      };
    },
    async mark(reached) {
      if (watched === null) reached();
      else await watched.mark(reached);
    },
  };
}

async function handOver(watch: Watch, arrival: Arrival): Promise<void> {
  const { folder, arrivals, reader, memory, listener, signal } = watch;
  const { name } = arrival;
  const capturedAt = stationTime();
  let handedOver = false;
  const isUnreadable = async (problem: StationError): Promise<void> => {
    handedOver = true;
    await unlessAborted(listener.onUnreadable({ name, capturedAt, problem }), signal);
  };
  try {
    const started = performance.now();
    const reading = await reader.read(join(folder, name), arrival, {
      signal,
      sampleBits: listener.sampleBits,
    });
    switch (reading.kind) {
      case 'unfinished':
        return arrivals.setAside(arrival, reading.patienceMs);
      case 'gone':
        arrivals.settle(arrival, null);
        if (await arrivals.hasMoved(arrival)) return;
        return await isUnreadable(reading.error);
      case 'unreadable':
        arrivals.settle(arrival, reading.state);
        return await isUnreadable(reading.error);
      case 'inspected':
        arrivals.settle(arrival, reading.state);
        return memory.remember(name, { ...reading.state, sha256: reading.sha256 });
      case 'whole': {
        // From here on, a write under this name is another part.
        arrivals.settle(arrival, reading.state);
        const { frame, state, sha256 } = reading;
        const captureMs = performance.now() - started;
        handedOver = true;
        const looking = Promise.resolve(
          listener.onFrame({ frame, name, capturedAt, captureMs, droppedBefore: 0 }),
        ).then((isKept) => {
          // This also runs after the source has stopped, because the current part is still inspected.
          if (!isKept) return;
          memory.remember(name, { ...state, sha256 });
          if (signal.aborted) memory.flush();
        });
        await unlessAborted(looking, signal);
      }
    }
  } catch (error) {
    if (signal.aborted) return;
    arrivals.settle(arrival, arrival.seen);
    const problem =
      error instanceof StationError
        ? error
        : new StationError('WORKER_FAILED', `“${name}” could not be inspected.`, messageOf(error));
    listener.onProblem(problem);
    // Each arrived part needs an outcome, so that the counts add up.
    if (!handedOver) await isUnreadable(problem);
  }
}
