import type { PartResult } from '../../shared/contract/part-result.ts';
import { notInspected, type Outcome } from '../../shared/domain/outcome.ts';
import type { NotInspectedReason } from '../../shared/domain/not-inspected.ts';

/** A live camera shows the same part in many frames: while one is in view, a new picture is kept this often. */
export const pictureEveryMs = 1000;

/** What an entry shows: a verdict that is not good, or the reason why there is none. */
export type Shown = Exclude<Outcome, 'good' | typeof notInspected> | NotInspectedReason;

/** What the entry of a part shows; null for a good part: one that is kept has an entry for itself alone. */
export function shownBy(part: PartResult): Shown | null {
  if (part.verdict === notInspected) return part.reason;
  return part.verdict === 'good' ? null : part.verdict;
}

/** What is in front of a live camera since the last picture worth keeping. */
export interface Appearance {
  readonly shown: Shown;
  /** When that picture was taken, milliseconds since 1970. */
  readonly picturedAt: number;
}

/**
 * What to do with a frame that is not good: keep it as an entry of its own, or count it into the entry there is (decision 0049).
 *
 * An entry of its own: the first frame after a good one, a changed verdict or reason, a second since the last picture, a
 * clock that was set back; and always where each frame is a part of its own.
 *
 * @param appearance what was in view so far; null after a good frame or at the start
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
