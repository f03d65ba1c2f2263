import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from '../../../shared/domain/frame.ts';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import type { FrameSource } from '../frame-source.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { stationTime } from '../../station/clock.ts';

/**
 * Makes a simulated camera, which takes pictures at a steady rate. A listener that is ready gets the newest
 * picture; the pictures between count as dropped and are never made.
 *
 * @param takePicture returns the picture with a number: 0, 1, 2, …
 */
export function simulatedCamera(
  takePicture: (number: number) => Frame | Promise<Frame>,
  picturesPerSecond = 10,
): FrameSource {
  const periodMs = 1000 / picturesPerSecond;
  return {
    start: (listener) => {
      const ending = new AbortController();
      const isOver = (): boolean => ending.signal.aborted;
      const begun = performance.now();
      const run = async (): Promise<void> => {
        let last = -1;
        while (!isOver()) {
          const number = Math.floor((performance.now() - begun) / periodMs);
          if (number === last) {
            await rest((number + 1) * periodMs - (performance.now() - begun), ending.signal);
            continue;
          }
          const droppedBefore = number - last - 1;
          last = number;
          try {
            const capturedAt = stationTime();
            const started = performance.now();
            const frame = await takePicture(number);
            const captureMs = performance.now() - started;
            const looking = listener.onFrame({ frame, name: null, capturedAt, captureMs, droppedBefore });
            await unlessAborted(looking, ending.signal);
          } catch (error) {
            if (!isOver()) listener.onProblem(cameraFailure(error));
          }
        }
      };
      const finished = run();
      return Promise.resolve(async () => {
        ending.abort();
        await finished;
      });
    },
  };
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(Math.max(milliseconds, 1), undefined, { signal });
  } catch {
    // The end of the session woke the camera.
  }
}

function cameraFailure(error: unknown): StationError {
  if (error instanceof StationError) return error;
  return new StationError(
    'CAMERA_UNAVAILABLE',
    'The simulated camera gave no picture. Stop the session and start it again.',
    messageOf(error),
  );
}
