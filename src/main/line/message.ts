import type { PartMessage, TestMessage } from '../../shared/contract/line-message.ts';
import type { PartResult } from '../../shared/contract/part-result.ts';
import type { PartView } from '../../shared/contract/part-views.ts';
import { isoWithOffset } from '../../shared/domain/time-zone.ts';

/** The sender's fields in messages. */
export interface Sender {
  /** The station's name; empty: none. */
  readonly station: string;
  /** The time zone of the wall clock. */
  readonly timeZone: string;
}

/**
 * Makes the message of a part.
 *
 * @param views views of the lanes of a group
 * @param entryId the log entry that shows the part; null: the part is good and not kept; `not-logged`: it is
 *   not in the log
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

/** Makes the message of a trial. @param now milliseconds since 1970 */
export function testMessage(now: number, { station, timeZone }: Sender): TestMessage {
  return { format: 1, kind: 'test', station, time: isoWithOffset(now, timeZone) };
}
