import type { LiveFrame, LiveResult } from '../../shared/contract/live.ts';
import type { CapturedFrame } from './camera-capture.ts';

export interface FrameFeed {
  /** The camera has a new picture: it leaves at once, or waits for the one under way, replacing another. */
  offer(): void;
  /** The station has dealt with a frame. */
  settle(number: number): void;
  /** The picture of a frame that is under way, handed over once. */
  take(result: LiveResult): ImageBitmap | null;
  /** Nothing is under way any more, e.g. after the connection was lost. */
  reset(): void;
}

export interface FeedOptions {
  readonly sessionId: string;
  /** The first number; above every number that the session has had. */
  readonly firstNumber: number;
  grab(): CapturedFrame | null;
  /** Sends a frame; false when that is not possible now. */
  send(header: LiveFrame, pixels: Uint8Array): boolean;
  now(): number;
}

interface Under {
  readonly number: number;
  readonly sentAt: number;
  picture: ImageBitmap | null;
}

/** A frame that the station has not dealt with by now is given up, milliseconds. */
const patience = 20_000;

/**
 * Sends frames one at a time; the latest one wins. Of those that arrive while one is under way only the last is
 * sent, the others are counted as dropped.
 */
export function createFrameFeed(options: FeedOptions): FrameFeed {
  let number = options.firstNumber;
  let under: Under | null = null;
  /** The one before: its result may still come, after a problem with it was reported. */
  let settledLast: Under | null = null;
  let waiting = false;
  let dropped = 0;

  function sendLatest(): void {
    const frame = options.grab();
    if (frame === null) return;
    const header: LiveFrame = {
      kind: 'frame',
      sessionId: options.sessionId,
      number,
      capturedAt: frame.capturedAt,
      captureMs: frame.captureMs,
      droppedBefore: dropped,
      width: frame.width,
      height: frame.height,
      channels: 4,
    };
    if (!options.send(header, frame.pixels)) {
      frame.picture.close();
      return;
    }
    under = { number, sentAt: options.now(), picture: frame.picture };
    number += 1;
    dropped = 0;
    waiting = false;
  }

  function clear(): void {
    settledLast?.picture?.close();
    settledLast = under;
    under = null;
  }

  return {
    offer() {
      if (under !== null && options.now() - under.sentAt > patience) clear();
      if (under === null) return sendLatest();
      if (waiting) dropped += 1;
      waiting = true;
    },
    settle(settled) {
      if (under?.number !== settled) return;
      clear();
      if (waiting) sendLatest();
    },
    take(result) {
      if (result.sessionId !== options.sessionId) return null;
      const sent = [under, settledLast].find((frame) => frame?.number === result.number);
      if (!sent) return null;
      const { picture } = sent;
      sent.picture = null;
      return picture;
    },
    reset() {
      clear();
      waiting = false;
    },
  };
}
