import type { PartResult } from '../../shared/contract/part-result.ts';
import { notInspected, type Outcome } from '../../shared/domain/outcome.ts';
import type { NotInspectedReason } from '../../shared/domain/not-inspected.ts';

/** A live camera shows a part in many frames. While the part is in view, a picture is kept at this interval, milliseconds. */
export const pictureEveryMs = 1000;

/** What an entry shows: a verdict other than good, or the reason why the part was not inspected. */
export type Shown = Exclude<Outcome, 'good' | typeof notInspected> | NotInspectedReason;

/** Returns what a part's entry shows; null for a good part, which never shares an entry. */
export function shownBy(part: PartResult): Shown | null {
  if (part.verdict === notInspected) return part.reason;
  return part.verdict === 'good' ? null : part.verdict;
}

/** The part in front of a live camera, since its last kept picture. */
export interface Appearance {
  readonly shown: Shown;
  /** Time of that picture, milliseconds since 1970. */
  readonly picturedAt: number;
}

/**
 * Decides whether a frame that is not good becomes a new entry or is counted into the present one (decision 0049).
 *
 * It becomes a new entry if it is the first after a good frame, if the verdict or reason changed, a second after the last picture, or
 * if the clock was set back; and always if each frame is a part.
 *
 * @param appearance the part in view so far; null after a good frame or at the start
 * @param capturedAt milliseconds since 1970
 */
export function placeInLog(
  appearance: Appearance | null,
  shown: Shown,
  capturedAt: number,
  eachFrameIsAPart: boolean,
): 'new-entry' | 'same-entry' {
  if (eachFrameIsAPart || appearance?.shown !== shown) return 'new-entry';
  const age = capturedAt - appearance.picturedAt;
  return age >= 0 && age < pictureEveryMs ? 'same-entry' : 'new-entry';
}
