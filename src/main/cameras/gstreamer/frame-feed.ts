import type { Frame } from '../../../shared/domain/frame.ts';
import { stationTime } from '../../station/clock.ts';
import type { FrameListener, SourceFrame } from '../frame-source.ts';
import { unlessAborted } from '../unless-aborted.ts';

/** Hands frames over, one at a time. Never rejects. */
export interface FrameFeed {
  /** @param begunAt when its first byte came, of `performance.now()` */
  offer(frame: Frame, begunAt: number): Promise<void> | void;
}

function sourceFrame(frame: Frame, begunAt: number): SourceFrame {
  const captureMs = performance.now() - begunAt;
  return { frame, name: null, capturedAt: stationTime(), captureMs, droppedBefore: 0 };
}

/** Each frame; the next is read when the one before has been looked at. */
export function everyFrame(listener: FrameListener, signal: AbortSignal): FrameFeed {
  return {
    async offer(frame, begunAt) {
      await unlessAborted(listener.onFrame(sourceFrame(frame, begunAt)), signal);
    },
  };
}

/** The newest frame there is when the one before has been looked at; those between are counted as dropped. */
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
