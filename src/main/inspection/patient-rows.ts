import type { Pause } from '../../shared/contract/inspection.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import { stationTime } from '../station/clock.ts';
import type { LimitsOriginRepository } from './limits-origin-repository.ts';
import type { NoticeRepository } from './notice-repository.ts';
import type { PauseRepository } from './pause-repository.ts';
import type { SessionRepository } from './session-repository.ts';

/** Pauses that take effect at once; their rows follow when the database is writable. */
export function patientPauses(rows: PauseRepository, { write }: PatientWriter): PauseRepository {
  const open = new Map<string, Pause>();
  return {
    ...rows,
    begin(sessionId, reason, pausedBy, now = stationTime()) {
      const before = open.get(sessionId);
      open.set(sessionId, {
        reason: reason ?? before?.reason ?? null,
        pausedBy: before?.pausedBy ?? pausedBy,
        pausedAt: before?.pausedAt ?? now,
      });
      write(() => rows.begin(sessionId, reason, pausedBy, now));
    },
    end(sessionId, now) {
      open.delete(sessionId);
      write(() => rows.end(sessionId, now));
    },
    open: (sessionId) => open.get(sessionId) ?? null,
    endOrphans: (sessionIds) => write(() => rows.endOrphans(sessionIds)),
  };
}

/** Sessions that end even while the database is not writable. */
export function patientSessions(rows: SessionRepository, { write }: PatientWriter): SessionRepository {
  return {
    ...rows,
    end: (id, now, dropped) => write(() => rows.end(id, now, dropped)),
    endOrphans: (ids) => write(() => rows.endOrphans(ids)),
  };
}

/** Notices whose rows follow when the database is writable. */
export function patientNotices(rows: NoticeRepository, { write }: PatientWriter): NoticeRepository {
  return { ...rows, turn: (sessionId, unlike, at) => write(() => rows.turn(sessionId, unlike, at)) };
}

/**
 * Origins of limits whose rows follow when the database is writable. The limits are in force already, so a
 * failed row must not make the user set them again.
 */
export function patientLimitsOrigins(
  rows: LimitsOriginRepository,
  { write }: PatientWriter,
): LimitsOriginRepository {
  return { ...rows, insert: (limitsId, madeOn) => write(() => rows.insert(limitsId, madeOn)) };
}
