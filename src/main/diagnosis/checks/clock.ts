import { ownTimeZone } from '../../../shared/domain/time-zone.ts';
import { createAuditRepository } from '../../audit/repository.ts';
import { finding } from '../finding.ts';
import { newestPart } from '../newest-part-repository.ts';
import { DatabaseNeededError, type Check, type Subject } from '../subject.ts';
import { utcText } from '../texts.ts';

/** Tolerated difference, milliseconds; usual differences between machines, or before and after a sync, are smaller. */
const tolerated = 60_000;
/** Earliest plausible time. A machine with an empty battery starts in 1970 or in the year it was made. */
const earliest = Date.UTC(2025, 0, 1);

/** Checks that the clock is set and not behind the newest record. */
export const checkClock: Check = (subject) => {
  const at = Date.now();
  const now = utcText(at);
  if (at < earliest) return [finding('clockUnset', { now })];
  const newest = newestRecord(subject);
  if (newest !== null && newest > at + tolerated) {
    return [finding('clockBehind', { now, newest: utcText(newest) })];
  }
  return [finding('clockRight', { now, zone: ownTimeZone() })];
};

function newestRecord({ database }: Subject): number | null {
  try {
    const times = [newestPart(database()), createAuditRepository(database()).newest()?.at ?? null];
    return times.reduce((one, other) => (one === null || (other ?? one) > one ? other : one), null);
  } catch (error) {
    if (error instanceof DatabaseNeededError) return null;
    throw error;
  }
}
