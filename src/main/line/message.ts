import type { PartMessage, TestMessage } from '../../shared/contract/line-message.ts';
import type { PartResult } from '../../shared/contract/part-result.ts';
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
 * @param entryId the log's entry that shows it; null for a good one, `not-logged` where the log does not hold the part
 */
export function partMessage(
  part: PartResult,
  product: string,
  entryId: number | null | 'not-logged',
  { station, timeZone }: Sender,
): PartMessage {
  const time = isoWithOffset(part.capturedAt, timeZone);
  return {
    ...{ format: 1, kind: 'part', station, time, product },
    ...part,
    logged: entryId !== 'not-logged',
    entryId: entryId === 'not-logged' ? null : entryId,
  };
}

/** A trial of an output. @param now milliseconds since 1970 */
export function testMessage(now: number, { station, timeZone }: Sender): TestMessage {
  return { format: 1, kind: 'test', station, time: isoWithOffset(now, timeZone) };
}
