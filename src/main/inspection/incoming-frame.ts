import type { LiveFrame } from '../../shared/contract/live.ts';
import type { NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import type { PartAsked, SourceFrame } from '../cameras/frame-source.ts';
import { frameOf } from '../inference/pixels.ts';
import type { Pixels } from '../inference/protocol.ts';
import { stationTime } from '../station/clock.ts';

/** A frame on its way to be inspected. */
export interface IncomingFrame {
  /** Counts up within the session. */
  readonly number: number;
  /** What the part is called: the file a watched folder gave, a serial number; else null. */
  readonly name: string | null;
  /** By the station's clock, milliseconds since 1970. */
  readonly capturedAt: number;
  readonly captureMs: number;
  /** When it reached the station, `performance.now()`. */
  readonly arrivedAt: number;
  readonly pixels: Pixels;
  /** The part that was asked for; null: nobody asked. */
  readonly asked?: PartAsked | null;
  /** When its trigger came, `performance.now()`; left out: when its picture began to be taken. */
  readonly triggeredAt?: number | undefined;
  /** Whether the window has to be sent the picture: it has it already when it took it itself. */
  readonly showPicture: boolean;
}

/** A part that arrived without a picture that can be read. It waits its turn among the frames. */
export interface UnreadablePart extends Pick<
  IncomingFrame,
  'number' | 'name' | 'capturedAt' | 'arrivedAt' | 'asked' | 'triggeredAt'
> {
  readonly pixels: null;
  /** Why it cannot be read. */
  readonly problem: unknown;
  /** Why there is no picture; `unreadable` when left out. */
  readonly reason?: NotInspectedReason | undefined;
}

export type IncomingPart = IncomingFrame | UnreadablePart;

/** When a part was triggered, `performance.now()`: by what triggered it, else when its picture began to be taken. */
export function triggeredAt(part: IncomingPart): number {
  if (part.triggeredAt !== undefined) return part.triggeredAt;
  return part.pixels === null ? part.arrivedAt : part.arrivedAt - part.captureMs;
}

/** A frame from a window's camera with its pixels, `[H, W, channels]`. */
export function incomingFromWindow(frame: LiveFrame, data: Uint8Array): SourceFrame {
  const { number, captureMs, droppedBefore, width, height, channels } = frame;
  return {
    frame: frameOf({ width, height, channels, data }),
    // What the window's clock says is not asked.
    ...{ name: null, capturedAt: stationTime(), captureMs, droppedBefore },
    windowNumber: number,
  };
}
