import { delay } from '../../host/delay.ts';
import type { StationCamera } from '../../../shared/domain/station-cameras.ts';
import type { FrameListener, FrameSource } from '../frame-source.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { cameraConnector } from './connection.ts';
import { gstreamerFor, type CameraPrograms } from './elements.ts';
import { everyFrame, latestFrame } from './frame-feed.ts';
import { pipelineOf } from './pipeline.ts';
import type { Machine } from './programs.ts';

/**
 * Waits before the station reconnects, milliseconds, longer from try to try. The first waits are short because a
 * GigE Vision camera refuses connections for about two seconds, until it misses the ended process's heartbeat.
 */
const waits = [100, 250, 250, 250, 250, 500, 500, 1_000, 2_000, 4_000] as const;
const longestWait = 8_000;
/** A connection that gave at least this many pictures worked, so the waits start again from the shortest. */
const picturesOfAWorkingConnection = 10;

export interface GstreamerCameraOptions {
  readonly camera: StationCamera;
  /** Returns the password of an IP camera's user; null if none is stored. */
  readonly password: () => string | null;
  /** Environment and platform in which to find GStreamer. */
  readonly machine?: Machine;
}

/**
 * Makes a source for a camera that GStreamer reads in its own process. The source reconnects whenever the process
 * ends, no pictures come, or the pictures do not change. It reports a problem once, until pictures come again.
 */
export function gstreamerCamera({
  camera,
  password,
  machine = process,
}: GstreamerCameraOptions): FrameSource {
  let finished: Promise<void> = Promise.resolve();
  return {
    start: async (listener, givenUp) => {
      const ending = new AbortController();
      const { signal } = ending;
      givenUp?.addEventListener('abort', () => ending.abort(), { once: true });
      if (givenUp?.aborted) ending.abort();
      const programs = await unlessAborted(gstreamerFor(camera, machine), signal);
      if (programs === undefined) return () => Promise.resolve();
      const { promise: begun, resolve, reject } = Promise.withResolvers<undefined>();
      const run = connected({ camera, programs, password: password(), listener, signal }, (failure) =>
        failure === null ? resolve(undefined) : reject(failure),
      );
      finished = run;
      try {
        // A start that is given up ends the run before any picture.
        await Promise.race([begun, run]);
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
    // Cameras and repeating videos never end.
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
 * Connects to a camera again and again until the signal aborts or the video is over.
 *
 * @param onBegun called with null when pictures come, or with the problem that prevents the first picture
 */
async function connected(
  { camera, programs, password, listener, signal }: Run,
  onBegun: (failure: Error | null) => void,
): Promise<void> {
  const pipeline = pipelineOf(camera, { password, isReader: programs.reader !== null });
  let hasBegun = false;
  /** Whether the current problem has been reported. */
  let isTold = false;
  /** Whether it was reported that a repeating video cannot be read to its end. */
  let isDamageTold = false;
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
    if (end.kind !== 'broken') {
      if (!('repeats' in camera && camera.repeats)) {
        return end.problem === null ? undefined : onProblem(end.problem);
      }
      if (end.kind === 'damaged' && end.problem !== null && !isDamageTold) {
        onProblem(end.problem);
        isDamageTold = true;
      }
      continue;
    }
    if (end.problem !== null && !isTold) {
      onProblem(end.problem);
      isTold = true;
    }
    tries = end.pictures >= picturesOfAWorkingConnection ? 0 : tries + 1;
    await delay(waits[tries] ?? longestWait, signal);
  }
}
