import type { Frame } from '../../shared/domain/frame.ts';
import type { NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import type { StationError } from '../../shared/domain/station-error.ts';

/** A part requested by a program or a PLC, from the request until its frame. */
export interface PartAsked {
  readonly partNumber: number;
  /** Serial number of the part; null if it has none. */
  readonly serial: string | null;
}

/** A frame with its name, times and origin. */
export interface SourceFrame {
  readonly frame: Frame;
  /** Name of the part: the file's name from a folder, otherwise the serial number; null if unknown. */
  readonly name: string | null;
  /** Milliseconds since 1970 (UTC). */
  readonly capturedAt: number;
  /** Time from the trigger to the decoded pixels, milliseconds. */
  readonly captureMs: number;
  /** Number of frames replaced by newer ones since the previous frame; always 0 if each frame is a part. */
  readonly droppedBefore: number;
  /** The requested part that this frame shows; left out if the part was not requested. */
  readonly asked?: PartAsked;
  /** When the part's trigger came, by `performance.now()`; left out: when the capture began. */
  readonly triggeredAt?: number;
  /** The window's number for the frame, whose picture the window already has; left out for the station's sources. */
  readonly windowNumber?: number;
}

/** A part that arrived but has no picture. */
export interface UnreadableFrame extends Pick<SourceFrame, 'name' | 'capturedAt' | 'asked' | 'triggeredAt'> {
  readonly problem: StationError;
  /** Reason for the missing picture; `unreadable` if left out. */
  readonly reason?: NotInspectedReason;
}

export interface FrameListener {
  /**
   * Receives one frame at a time: the source waits until the promise has settled.
   *
   * @returns whether the frame was judged and its verdict logged, so that the source need not give it again
   */
  onFrame(frame: SourceFrame): Promise<boolean> | boolean;
  /** Receives a part whose picture cannot be read, instead of `onFrame`; it counts but has no verdict. */
  onUnreadable(frame: UnreadableFrame): Promise<boolean> | boolean;
  /** Receives a problem of the source that concerns no part; the source goes on if it can. */
  onProblem(problem: StationError): void;
  /** Number of bits used by the samples of 16-bit pictures, for the active model; 16 if left out. */
  readonly sampleBits?: number | undefined;
}

/** A source of a session's frames, on the station's side. */
export interface FrameSource {
  /**
   * Starts giving frames until the returned function is called, which resolves when no more will come. It does
   * not wait for a frame that is still being inspected, because a pause may block that frame.
   *
   * @param signal gives up a start that takes long: the start then resolves soon, and no frame comes
   * @throws StationError if the source does not exist
   */
  start(listener: FrameListener, signal?: AbortSignal): Promise<() => Promise<void>>;
  /**
   * Marks the end of the frames that have arrived so far, for sources in which frames wait. Resolves once the mark
   * is set: later arrivals come after it. Calls `reached` once the last frame before the mark is done and before
   * the first frame after it; at once if no frame waits or the source has stopped (decision 0074).
   */
  mark?(reached: () => void): Promise<void>;
  /** Resolves when no more frames will come or the source was stopped; only for sources that end by themselves. */
  finished?(): Promise<void>;
}
