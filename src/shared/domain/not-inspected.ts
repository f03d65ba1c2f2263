import { z } from 'zod';
import { keysOf } from './keys.ts';

/** Properties of a reason why a part has no verdict. */
interface ReasonTraits {
  /**
   * Where the cause is. `picture`: in this part's picture, so the next part may be fine. `station`: the
   * station could not do its work, so the next parts may be affected too.
   */
  readonly lies: 'picture' | 'station';
}

/**
 * The one table of reasons. The log keeps the key; `src/shared/words` has the words. Append new reasons at
 * the end, because controllers identify a reason by its place.
 */
export const notInspectedReasons = {
  /** The part's picture cannot be decoded: damaged, cut short, or deleted before it was read. */
  unreadable: { lies: 'picture' },
  /** The part was requested, and the camera gave no picture. */
  'no-picture': { lies: 'station' },
  /** The picture resembles nothing that the model learnt from, so its score means nothing. */
  unlike: { lies: 'picture' },
  /** The verdict missed the line's deadline, or a newer part replaced this one. */
  late: { lies: 'station' },
  /** The inspection process ended or failed while it inspected the part. */
  'worker-failed': { lies: 'station' },
  /** There was a verdict, but the log could not store it. */
  'not-logged': { lies: 'station' },
  /** The model aligns parts, and the picture does not show enough of the part. */
  'out-of-place': { lies: 'picture' },
} as const satisfies Readonly<Record<string, ReasonTraits>>;

export type NotInspectedReason = keyof typeof notInspectedReasons;

export const notInspectedReasonSchema = z.enum(keysOf(notInspectedReasons));

/** Longest description of what went wrong, characters. */
export const longestDetail = 1000;

/** Shortens a description of what went wrong for storage; null if it is blank. */
export function detailOf(text: string): string | null {
  const kept = text.trim().slice(0, longestDetail);
  return kept === '' ? null : kept;
}
