import type { Frame } from '../../shared/domain/frame.ts';
import type { NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import type { StationError } from '../../shared/domain/station-error.ts';

/** A part that somebody asked for, on the way from the request to its frame. */
export interface PartAsked {
  readonly partNumber: number;
  /** What the part is called; null: nothing. */
  readonly serial: string | null;
}

/** A frame with what is known of where it comes from. */
export interface SourceFrame {
  readonly frame: Frame;
  /** What the part is called: the file's name where the source is a folder, a serial number where one is known, else null. */
  readonly name: string | null;
  /** Milliseconds since 1970 (UTC). */
  readonly capturedAt: number;
  /** Milliseconds from the trigger to pixels. */
  readonly captureMs: number;
  /** Frames that the source replaced by a newer one since the last; always 0 where each frame is a part. */
  readonly droppedBefore: number;
  /** The part that was asked for, of which this is the frame; left out where nobody asked. */
  readonly asked?: PartAsked;
  /** When its trigger came, `performance.now()`; left out: when its picture began to be taken. */
  readonly triggeredAt?: number;
  /** The number that a window gave the frame, which has its picture already; left out for a source of the station. */
  readonly windowNumber?: number;
}

/** A part that arrived, of which there is no picture. */
export interface UnreadableFrame extends Pick<SourceFrame, 'name' | 'capturedAt' | 'asked' | 'triggeredAt'> {
  readonly problem: StationError;
  /** Why there is no picture; `unreadable` when left out. */
  readonly reason?: NotInspectedReason;
}

export interface FrameListener {
  /**
   * Called with one frame at a time: the source waits until the promise has settled.
   *
   * @returns whether the frame was judged and its verdict kept, so that the source need not give it again
   */
  onFrame(frame: SourceFrame): Promise<boolean> | boolean;
  /** In place of `onFrame`, for a part whose picture cannot be read: it counts, too, and has no verdict. */
  onUnreadable(frame: UnreadableFrame): Promise<boolean> | boolean;
  /** A source that is in trouble; it is about no part, and the source goes on where it can. */
  onProblem(problem: StationError): void;
  /** How many bits the samples of 16-bit pictures fill, for the model that inspects now; all 16 when left out. */
  readonly sampleBits?: number | undefined;
}

/** Where the frames of a session come from, on the station's side. */
export interface FrameSource {
  /**
   * Starts giving frames until the returned function is called, which resolves when no more will come; it does not wait
   * for a frame that is still being looked at (it may wait for the end of a pause).
   *
   * @throws StationError when the source is not there at all
   */
  start(listener: FrameListener): Promise<() => Promise<void>>;
  /**
   * For sources in which frames wait: marks where the frames that have arrived by now end. Resolves once the mark stands: what
   * arrives from then on comes after it. `reached` is called between the last frame before it, once that has been dealt with,
   * and the first one after; at once when none waits or the source has stopped (decision 0074).
   */
  mark?(reached: () => void): Promise<void>;
  /** For sources that come to an end by themselves: resolves when there will be no more frames, or when it was stopped. */
  finished?(): Promise<void>;
}
