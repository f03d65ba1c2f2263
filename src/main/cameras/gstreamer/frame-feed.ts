import type { Frame } from '../../../shared/domain/frame.ts';
import { stationTime } from '../../station/clock.ts';
import type { FrameListener, SourceFrame } from '../frame-source.ts';
import { unlessAborted } from '../unless-aborted.ts';

/** Passes frames to the inspection, one at a time. Never rejects. */
export interface FrameFeed {
  /** @param begunAt when the frame's first byte arrived, by `performance.now()` */
  offer(frame: Frame, begunAt: number): Promise<void> | void;
}

function sourceFrame(frame: Frame, begunAt: number): SourceFrame {
  const captureMs = performance.now() - begunAt;
  return { frame, name: null, capturedAt: stationTime(), captureMs, droppedBefore: 0 };
}

/** Makes a feed that passes on each frame; the next frame waits until the inspection of this one is done. */
export function everyFrame(listener: FrameListener, signal: AbortSignal): FrameFeed {
  return {
    async offer(frame, begunAt) {
      await unlessAborted(listener.onFrame(sourceFrame(frame, begunAt)), signal);
    },
  };
}

/** Makes a feed that passes on the newest frame after each inspection and counts those between as dropped. */
export function latestFrame(listener: FrameListener, signal: AbortSignal): FrameFeed {
  let waiting: SourceFrame | null = null;
  let dropped = 0;
  let isBusy = false;

  async function handOver(): Promise<void> {
    isBusy = true;
    for (let next = waiting; next !== null && !signal.aborted; next = waiting) {
      waiting = null;
      const droppedBefore = dropped;
      dropped = 0;
      await unlessAborted(listener.onFrame({ ...next, droppedBefore }), signal);
    }
    isBusy = false;
  }

  return {
    offer(frame, begunAt) {
      if (waiting !== null) dropped += 1;
      waiting = sourceFrame(frame, begunAt);
      if (!isBusy) void handOver();
    },
  };
}
