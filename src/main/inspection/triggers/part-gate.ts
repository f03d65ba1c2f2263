import type { InspectedArea } from '../../../shared/domain/region.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { FrameListener, PartAsked, SourceFrame, UnreadableFrame } from '../../cameras/frame-source.ts';

/** Where a gate hands parts over. */
export interface PartTaker extends Pick<FrameListener, 'onProblem'> {
  /** A frame that shows a part. @returns whether it was judged and its verdict kept */
  take(frame: SourceFrame): Promise<boolean> | boolean;
  /** For a part of which there is no picture. */
  lack(part: Omit<UnreadableFrame, 'name'>): void;
}

/** What makes parts of the frames of one camera, as its kind of trigger has it. */
export interface PartGate {
  /** The next frame. @returns whether it was judged and its verdict kept */
  onFrame(frame: SourceFrame, taker: PartTaker): Promise<boolean> | boolean;
  /**
   * Asks for the next part. The taker gets it once, with its frame or without.
   *
   * @throws StationError CONFLICT when it cannot be had, as `refusal` says
   */
  ask(part: PartAsked, taker: PartTaker): void;
  /** Why no part can be asked for now; null: one can. */
  refusal(): string | null;
  /** Calls back once no part that was asked for waits for its picture. */
  whenTaken(then: () => void): void;
  /** Looks at another area of the picture from the next frame on. */
  watch(area: InspectedArea): void;
  /** No frame comes any more. */
  close(taker: PartTaker): void;
}

const notAsked = 'Parts of this lane are not asked for. Set its trigger to “software” to ask for them.';

/** What a gate does that is not asked for parts. */
export const unasked: Omit<PartGate, 'onFrame'> = {
  ask() {
    throw new StationError('CONFLICT', notAsked);
  },
  refusal: () => notAsked,
  whenTaken: (then) => then(),
  watch: () => undefined,
  close: () => undefined,
};
