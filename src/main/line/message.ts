import type { PartMessage, TestMessage } from '../../shared/contract/line-message.ts';
import type { PartResult } from '../../shared/contract/part-result.ts';
import type { PartView } from '../../shared/contract/part-views.ts';
import { isoWithOffset } from '../../shared/domain/time-zone.ts';

/** What messages say of where they come from. */
export interface Sender {
  /** The station's name; empty: none. */
  readonly station: string;
  /** Whose wall clock counts. */
  readonly timeZone: string;
}

/**
 * A part as outputs tell it.
 *
 * @param views what the lanes of a group saw of it
 * @param entryId the log's entry that shows it; null for a good one that is not kept, `not-logged` where the log does not hold the part
 */
export function partMessage(
  part: PartResult,
  product: string,
  entryId: number | null | 'not-logged',
  { station, timeZone }: Sender,
  views: readonly PartView[] = [],
): PartMessage {
  const time = isoWithOffset(part.capturedAt, timeZone);
  return {
    format: 1,
    kind: 'part',
    station,
    time,
    product,
    ...part,
    logged: entryId !== 'not-logged',
    entryId: entryId === 'not-logged' ? null : entryId,
    views: [...views],
  };
}

/** A trial of an output. @param now milliseconds since 1970 */
export function testMessage(now: number, { station, timeZone }: Sender): TestMessage {
  return { format: 1, kind: 'test', station, time: isoWithOffset(now, timeZone) };
}
