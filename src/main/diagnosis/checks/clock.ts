import { ownTimeZone } from '../../../shared/domain/time-zone.ts';
import { createAuditRepository } from '../../audit/repository.ts';
import { finding } from '../finding.ts';
import { newestPart } from '../newest-part-repository.ts';
import { DatabaseNeededError, type Check, type Subject } from '../subject.ts';
import { utcText } from '../texts.ts';

/** Clocks of two machines, or of one before and after its server was asked, differ by less. */
const tolerated = 60_000;
/** No station ran before. A machine whose battery is empty begins at 1970, or at the year it was made. */
const earliest = Date.UTC(2025, 0, 1);

/** The clock was set, and not back since the newest record. */
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
