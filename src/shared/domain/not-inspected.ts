import { z } from 'zod';
import { keysOf } from './keys.ts';

/** What sets the reasons apart by which a part stays without a verdict. */
interface ReasonTraits {
  /**
   * Where the cause lies. `picture`: this part's picture is at fault, and the next part may be fine. `station`: the station
   * could not do its work, and the next parts may share the fate.
   */
  readonly lies: 'picture' | 'station';
}

/**
 * The one table of reasons; the log keeps the key, the words stand in `src/shared/words`. New ones come last: controllers are told a
 * reason by its place.
 */
export const notInspectedReasons = {
  /** The part came without a picture that can be decoded: damaged, cut short, gone before it was read. */
  unreadable: { lies: 'picture' },
  /** The part was asked for, and the camera gave no picture of it. */
  'no-picture': { lies: 'station' },
  /** The picture looks like nothing that the model learnt from, so that its score says nothing. */
  unlike: { lies: 'picture' },
  /** No verdict by the deadline of the line, or the part was passed over for a newer one. */
  late: { lies: 'station' },
  /** The inspection process ended, or failed, in the middle of the part. */
  'worker-failed': { lies: 'station' },
  /** There was a verdict, but the log could not keep it. */
  'not-logged': { lies: 'station' },
  /** The model brings parts into place, and the picture does not show the part, or not enough of it. */
  'out-of-place': { lies: 'picture' },
} as const satisfies Readonly<Record<string, ReasonTraits>>;

export type NotInspectedReason = keyof typeof notInspectedReasons;

export const notInspectedReasonSchema = z.enum(keysOf(notInspectedReasons));

/** Words on what went wrong have at most so many characters. */
export const longestDetail = 1000;

/** Words on what went wrong, as they are kept; null where there are none. */
export function detailOf(text: string): string | null {
  const kept = text.trim().slice(0, longestDetail);
  return kept === '' ? null : kept;
}
