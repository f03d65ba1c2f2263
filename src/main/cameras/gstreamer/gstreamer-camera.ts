import { setTimeout as sleep } from 'node:timers/promises';
import type { StationCamera } from '../../../shared/domain/station-cameras.ts';
import type { FrameListener, FrameSource } from '../frame-source.ts';
import { videoOver } from './camera-problem.ts';
import { cameraConnector } from './connection.ts';
import { gstreamerFor, type CameraPrograms } from './elements.ts';
import { everyFrame, latestFrame } from './frame-feed.ts';
import { pipelineOf } from './pipeline.ts';
import type { Machine } from './programs.ts';

/**
 * How long the station waits before it connects anew, milliseconds: longer from try to try. A GigE Vision camera lets nobody in until
 * it has missed the sign of life of the process that ended, two seconds or so, hence the short ones.
 */
const waits = [100, 250, 250, 250, 250, 500, 500, 1_000, 2_000, 4_000] as const;
const longestWait = 8_000;
/** A connection that gave so many pictures worked: the next try comes at once again. */
const picturesOfAWorkingConnection = 10;

export interface GstreamerCameraOptions {
  readonly camera: StationCamera;
  /** Of an IP camera's user; null where none is known. */
  readonly password: () => string | null;
  /** Where GStreamer is looked for. */
  readonly machine?: Machine;
}

/**
 * A camera that GStreamer reads in a process of its own. It is connected to anew whenever its process ends, its pictures stay out,
 * or they stay the same; whatever is wrong is told once, until pictures come again.
 */
export function gstreamerCamera({
  camera,
  password,
  machine = process,
}: GstreamerCameraOptions): FrameSource {
  let finished: Promise<void> = Promise.resolve();
  return {
    start: async (listener) => {
      const programs = await gstreamerFor(camera, machine);
      const ending = new AbortController();
      const { signal } = ending;
      const { promise: begun, resolve, reject } = Promise.withResolvers<undefined>();
      const run = connected({ camera, programs, password: password(), listener, signal }, (failure) =>
        failure === null ? resolve(undefined) : reject(failure),
      );
      finished = run;
      try {
        await begun;
      } catch (error) {
        ending.abort();
        await run;
        throw error;
      }
      return async () => {
        ending.abort();
        await run;
      };
    },
    // A camera, and a video that repeats, never comes to an end.
    ...('repeats' in camera && !camera.repeats ? { finished: () => finished } : {}),
  };
}

interface Run {
  readonly camera: StationCamera;
  readonly programs: CameraPrograms;
  readonly password: string | null;
  readonly listener: FrameListener;
  readonly signal: AbortSignal;
}

/**
 * Connects to a camera again and again until the signal, or until its video is over.
 *
 * @param onBegun called with null when pictures come, or with why there are none before the first
 */
async function connected(
  { camera, programs, password, listener, signal }: Run,
  onBegun: (failure: Error | null) => void,
): Promise<void> {
  const pipeline = pipelineOf(camera, { password, isReader: programs.reader !== null });
  let hasBegun = false;
  /** Whether what keeps pictures away has been told. */
  let isTold = false;
  const begin = (): void => {
    hasBegun = true;
    isTold = false;
    onBegun(null);
  };
  const onProblem: FrameListener['onProblem'] = (problem) => {
    if (hasBegun) listener.onProblem(problem);
    else onBegun(problem);
  };
  const connect = cameraConnector({
    camera,
    programs,
    pipeline,
    password,
    signal,
    onProblem,
    onPicture: begin,
    onWaiting: begin,
    hasBegun: () => hasBegun,
    feed: (pipeline.every ? everyFrame : latestFrame)(listener, signal),
  });

  const isStopped = (): boolean => signal.aborted;
  let tries = 0;
  while (!isStopped()) {
    const end = await connect();
    if (isStopped()) return;
    if (end.kind === 'over') {
      if ('repeats' in camera && camera.repeats) continue;
      return onProblem(videoOver(camera));
    }
    if (end.problem !== null && !isTold) {
      onProblem(end.problem);
      isTold = true;
    }
    tries = end.pictures >= picturesOfAWorkingConnection ? 0 : tries + 1;
    await rest(waits[tries] ?? longestWait, signal);
  }
}

/** Waits, or until the signal. */
async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
