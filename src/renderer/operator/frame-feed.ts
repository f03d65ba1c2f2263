import { mostFramesUnderWay, type LiveFrame, type LiveOutcome } from '../../shared/contract/live.ts';
import type { CapturedFrame } from '../camera/camera-capture.ts';

export interface FrameFeed {
  /**
   * Announces a new picture of the camera. The feed sends the picture at once, or holds it until a pending frame is
   * settled; a held picture replaces the one held before. `missed`: earlier pictures that the browser did not deliver;
   * they count as dropped.
   */
  offer(missed?: number): void;
  /** Reports that the station has finished with a frame. */
  settle(number: number): void;
  /** Returns the picture of a pending frame, once. */
  take(result: LiveOutcome): ImageBitmap | null;
  /** Returns when the camera took the picture of a recent frame, by this window's clock; null for others. */
  takenAt(number: number): number | null;
  /** Gives up all pending frames, e.g. after the connection was lost. */
  reset(): void;
}

export interface FeedOptions {
  readonly sessionId: string;
  /** The first frame number; larger than any earlier number of the session. */
  readonly firstNumber: number;
  grab(): CapturedFrame | null;
  /** Sends a frame; false if that is impossible now. */
  send(header: LiveFrame, pixels: Uint8Array): boolean;
  now(): number;
}

interface FrameUnderWay {
  readonly number: number;
  readonly sentAt: number;
  picture: ImageBitmap | null;
}

/** The feed gives up a frame that the station has not settled after this time, milliseconds. */
const patience = 20_000;
/** Number of frames whose time of capture the feed remembers. */
const remembered = 20;

/**
 * Sends frames, at most two pending at a time. Of the pictures that arrive meanwhile the feed sends only the latest and
 * counts the others as dropped.
 */
export function createFrameFeed(options: FeedOptions): FrameFeed {
  let number = options.firstNumber;
  let underWay: FrameUnderWay[] = [];
  /** The frame settled last. Its result may still arrive after the station has reported a problem with it. */
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
