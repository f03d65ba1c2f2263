import { mostFramesUnderWay, type LiveFrame, type LiveOutcome } from '../../shared/contract/live.ts';
import type { CapturedFrame } from '../camera/camera-capture.ts';

export interface FrameFeed {
  /**
   * The camera has a new picture. It is sent at once, or waits until a frame under way is settled, in place of the picture that
   * waited before. `missed`: pictures before it that the browser did not hand over; they count as dropped.
   */
  offer(missed?: number): void;
  /** The station has dealt with a frame. */
  settle(number: number): void;
  /** The picture of a frame that is under way, handed over once. */
  take(result: LiveOutcome): ImageBitmap | null;
  /** When the camera had the picture of a frame that was sent lately, by this window's clock; null for others. */
  takenAt(number: number): number | null;
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

interface FrameUnderWay {
  readonly number: number;
  readonly sentAt: number;
  picture: ImageBitmap | null;
}

/** A frame that the station has not dealt with by now is given up, milliseconds. */
const patience = 20_000;
/** Frames of which is known when they were taken. */
const remembered = 20;

/**
 * Sends frames, at most two under way. Of the pictures that arrive meanwhile only the latest is sent, the others are counted
 * as dropped.
 */
export function createFrameFeed(options: FeedOptions): FrameFeed {
  let number = options.firstNumber;
  let underWay: FrameUnderWay[] = [];
  /** The frame that was settled last: its result may still come after a problem with it was reported. */
  let settledLast: FrameUnderWay | null = null;
  let waiting = false;
  let dropped = 0;
  const taken: { readonly number: number; readonly at: number }[] = [];

  function sendLatest(): void {
    const frame = options.grab();
    if (frame === null) return;
    const header: LiveFrame = {
      kind: 'frame',
      sessionId: options.sessionId,
      number,
      captureMs: frame.captureMs,
      droppedBefore: dropped,
      width: frame.width,
      height: frame.height,
      channels: 3,
    };
    if (!options.send(header, frame.pixels)) {
      frame.picture.close();
      return;
    }
    underWay.push({ number, sentAt: options.now(), picture: frame.picture });
    taken.push({ number, at: frame.takenAt });
    if (taken.length > remembered) taken.shift();
    number += 1;
    dropped = 0;
    waiting = false;
  }

  function clear(frame: FrameUnderWay): void {
    settledLast?.picture?.close();
    settledLast = frame;
    underWay = underWay.filter((other) => other !== frame);
  }

  return {
    offer(missed = 0) {
      dropped += missed;
      for (const frame of underWay) if (options.now() - frame.sentAt > patience) clear(frame);
      if (underWay.length < mostFramesUnderWay) return sendLatest();
      if (waiting) dropped += 1;
      waiting = true;
    },
    settle(settled) {
      const frame = underWay.find(({ number: sent }) => sent === settled);
      if (!frame) return;
      clear(frame);
      if (waiting) sendLatest();
    },
    take(result) {
      if (result.sessionId !== options.sessionId) return null;
      const sent = [...underWay, settledLast].find((frame) => frame?.number === result.frameNumber);
      if (!sent) return null;
      const { picture } = sent;
      sent.picture = null;
      return picture;
    },
    takenAt: (sent) => taken.find((frame) => frame.number === sent)?.at ?? null,
    reset() {
      for (const frame of underWay) clear(frame);
      waiting = false;
    },
  };
}
