import type { Alarm } from '../../shared/contract/inspection.ts';
import type { LiveOutcome } from '../../shared/contract/live.ts';
import { isAlarming, lengthenRun, noRun } from '../../shared/domain/reject-row.ts';
import { isRejected } from '../../shared/domain/outcome.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationChanges } from '../station/changes.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import type { AlarmCause, AlarmRepository } from './alarm-repository.ts';
import { stationTime } from '../station/clock.ts';

/** Alarms after so many rejected parts in a row, and when no part comes: raised, standing until someone acknowledges them, kept in the log. */
export interface Alarms {
  /**
   * Follows the parts of a session, in their order; while an alarm stands, no further one is raised.
   *
   * @param alarmAfter asked for with each rejected part, so that a changed number acts at once
   */
  follow(
    sessionId: string,
    alarmAfter: () => number | null,
  ): (outcome: Pick<LiveOutcome, 'verdict' | 'entryId'>) => void;
  /** No part came to a session for so many seconds. */
  silent(sessionId: string, seconds: number): void;
  /** The alarm that waits to be acknowledged, also after a restart; null when none does. */
  standing(): Alarm | null;
  /** Counting starts anew. @throws StationError NOT_FOUND when there is no such alarm */
  acknowledge(id: number, user: User): void;
}

/** @param write how rows are written while another program may hold the database */
export function createAlarms(
  rows: AlarmRepository,
  changes: StationChanges,
  write: PatientWriter['write'] = (run) => run(),
): Alarms {
  let stands: Alarm | null = rows.standing();
  /** Runs from before an acknowledgement are over. */
  let acknowledgements = 0;
  /** Rows may wait for the database, which does not know of their ids then. */
  let lastId = 0;

  function raise(sessionId: string, cause: AlarmCause): void {
    // It stands at once, whatever becomes of its row.
    const next = rows.next(sessionId, cause, stationTime());
    const alarm = { ...next, id: Math.max(next.id, lastId + 1) };
    lastId = alarm.id;
    stands = alarm;
    write(() => rows.insert(sessionId, alarm));
    changes.publish({ kind: 'line' });
  }

  return {
    follow(sessionId, alarmAfter) {
      let run = noRun;
      let since = acknowledgements;
      return ({ verdict, entryId }) => {
        if (since !== acknowledgements) run = noRun;
        since = acknowledgements;
        run = lengthenRun(run, verdict, entryId);
        if (!isRejected(verdict) || stands !== null) return;
        const after = alarmAfter();
        if (after === null || !isAlarming(run, after)) return;
        raise(sessionId, { alarmAfter: after, silentSeconds: null });
      };
    },
    silent(sessionId, silentSeconds) {
      if (stands === null) raise(sessionId, { alarmAfter: null, silentSeconds });
    },
    standing: () => stands,
    acknowledge(id, { name }) {
      if (stands?.id !== id && !rows.exists(id)) {
        throw new StationError('NOT_FOUND', `There is no alarm ${id}. Reload the page.`);
      }
      const now = stationTime();
      write(() => rows.acknowledge(id, name, now));
      if (stands?.id === id) stands = null;
      acknowledgements += 1;
      changes.publish({ kind: 'line' });
    },
  };
}
