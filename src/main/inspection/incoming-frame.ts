import type { LiveFrame } from '../../shared/contract/live.ts';
import type { NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import type { PartAsked, SourceFrame } from '../cameras/frame-source.ts';
import { frameOf } from '../inference/pixels.ts';
import type { Pixels } from '../inference/protocol.ts';
import { stationTime } from '../station/clock.ts';

/** A frame that waits for its inspection. */
export interface IncomingFrame {
  /** Counts up within the session. */
  readonly number: number;
  /** The part's name: file of a watched folder, or serial number; null: none. */
  readonly name: string | null;
  /** Station's clock, milliseconds since 1970. */
  readonly capturedAt: number;
  readonly captureMs: number;
  /** When the frame reached the station, `performance.now()`. */
  readonly arrivedAt: number;
  readonly pixels: Pixels;
  /** The request that the part answers; null: none. */
  readonly asked?: PartAsked | null;
  /** When the trigger came, `performance.now()`; absent: when the picture began to be taken. */
  readonly triggeredAt?: number | undefined;
  /** Whether the window needs the picture; false if the window took it itself. */
  readonly showPicture: boolean;
}

/** A part whose picture cannot be read. It waits for its turn among the frames. */
export interface UnreadablePart extends Pick<
  IncomingFrame,
  'number' | 'name' | 'capturedAt' | 'arrivedAt' | 'asked' | 'triggeredAt'
> {
  readonly pixels: null;
  /** Why the picture cannot be read. */
  readonly problem: unknown;
  /** Why there is no picture; default `unreadable`. */
  readonly reason?: NotInspectedReason | undefined;
}

export type IncomingPart = IncomingFrame | UnreadablePart;

/**
 * Returns when a part was triggered, `performance.now()`; without a trigger, when its picture began to be
 * taken.
 */
export function triggeredAt(part: IncomingPart): number {
  if (part.triggeredAt !== undefined) return part.triggeredAt;
  return part.pixels === null ? part.arrivedAt : part.arrivedAt - part.captureMs;
}

/** Makes a source frame from a window's frame and its pixels, `[H, W, channels]`. */
export function incomingFromWindow(frame: LiveFrame, data: Uint8Array): SourceFrame {
  const { number, captureMs, droppedBefore, width, height, channels } = frame;
  return {
    frame: frameOf({ width, height, channels, data }),
    // Uses the station's clock, because the window's may be wrong.
    name: null,
    capturedAt: stationTime(),
    captureMs,
    droppedBefore,
    windowNumber: number,
  };
}
