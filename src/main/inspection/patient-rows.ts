import type { Pause } from '../../shared/contract/inspection.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import { stationTime } from '../station/clock.ts';
import type { LimitsOriginRepository } from './limits-origin-repository.ts';
import type { NoticeRepository } from './notice-repository.ts';
import type { PauseRepository } from './pause-repository.ts';
import type { SessionRepository } from './session-repository.ts';

/** Pauses that begin and end at once for the line; their rows follow when the database can be written. */
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

/** Sessions that end whether or not the database can be written. */
export function patientSessions(rows: SessionRepository, { write }: PatientWriter): SessionRepository {
  return {
    ...rows,
    end: (id, now, dropped) => write(() => rows.end(id, now, dropped)),
    endOrphans: (ids) => write(() => rows.endOrphans(ids)),
  };
}

/** Notices whose rows follow when the database can be written. */
export function patientNotices(rows: NoticeRepository, { write }: PatientWriter): NoticeRepository {
  return { ...rows, turn: (sessionId, unlike, at) => write(() => rows.turn(sessionId, unlike, at)) };
}

/** By which pictures limits were set: the limits themselves are in force, and must not be set again for the sake of it. */
export function patientLimitsOrigins(
  rows: LimitsOriginRepository,
  { write }: PatientWriter,
): LimitsOriginRepository {
  return { ...rows, insert: (limitsId, madeOn) => write(() => rows.insert(limitsId, madeOn)) };
}
