import type { InspectedArea } from '../../../shared/domain/region.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { FrameListener, PartAsked, SourceFrame, UnreadableFrame } from '../../cameras/frame-source.ts';

/** Receiver of a gate's parts. */
export interface PartTaker extends Pick<FrameListener, 'onProblem'> {
  /** Takes a frame that shows a part. @returns whether it was judged and its verdict stored */
  take(frame: SourceFrame): Promise<boolean> | boolean;
  /** Takes a part without a picture. */
  lack(part: Omit<UnreadableFrame, 'name'>): void;
}

/** Decides which frames of a camera are parts, according to the trigger. */
export interface PartGate {
  /** Takes the next frame. @returns whether it was judged and its verdict stored */
  onFrame(frame: SourceFrame, taker: PartTaker): Promise<boolean> | boolean;
  /**
   * Requests the next part. The taker gets it once, with its frame or without.
   *
   * @throws StationError CONFLICT if no part can be requested, see `refusal`
   */
  ask(part: PartAsked, taker: PartTaker): void;
  /** Returns why no part can be requested now; null: one can. */
  refusal(): string | null;
  /** Calls back once no requested part waits for its picture. */
  whenTaken(then: () => void): void;
  /** Watches another area of the picture from the next frame on. */
  watch(area: InspectedArea): void;
  /** Ends the gate: no more frames come. */
  close(taker: PartTaker): void;
}

const notAsked = 'Parts of this lane are not asked for. Set its trigger to “software” to ask for them.';

/** Base of gates that take no requests. */
export const unasked: Omit<PartGate, 'onFrame'> = {
  ask() {
    throw new StationError('CONFLICT', notAsked);
  },
  refusal: () => notAsked,
  whenTaken: (then) => then(),
  watch: () => undefined,
  close: () => undefined,
};
