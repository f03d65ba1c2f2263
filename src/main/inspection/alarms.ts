import type { Alarm } from '../../shared/contract/inspection.ts';
import type { PartResult } from '../../shared/contract/part-result.ts';
import { isRejected } from '../../shared/domain/outcome.ts';
import { isAlarming, lengthenRow, noRejects } from '../../shared/domain/reject-row.ts';
import type { TriggerKind } from '../../shared/domain/triggers.ts';
import type { User } from '../../shared/domain/role.ts';
import { countedAs, type Source } from '../../shared/domain/source-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { placeInLog, shownBy, type Appearance } from '../log/appearance.ts';
import type { StationChanges } from '../station/changes.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import type { AlarmCause, AlarmRepository } from './alarm-repository.ts';
import { stationTime } from '../station/clock.ts';

/** Alarms after so many rejected parts in a row, and when no part comes: raised, standing until someone acknowledges them, kept in the log. */
export interface Alarms {
  /**
   * Follows the parts of a session, in their order; while an alarm stands, no further one is raised. Frames in which one part is
   * in view count once, whether or not the log could be written.
   *
   * @param alarmAfter asked for with each rejected part, so that a changed number acts at once
   */
  follow(
    sessionId: string,
    source: Pick<Source, 'kind'> & { readonly trigger?: TriggerKind },
    alarmAfter: () => number | null,
  ): (part: PartResult) => void;
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
  /** Rows from before an acknowledgement are over. */
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
    follow(sessionId, { kind, trigger }, alarmAfter) {
      const eachFrameIsAPart = countedAs(kind, trigger) === 'parts';
      let row = noRejects;
      let inView: Appearance | null = null;
      let since = acknowledgements;

      /** Whether the frame shows what the one before showed, told as the log tells its entries apart. */
      function isSamePart(part: PartResult): boolean {
        const shown = shownBy(part);
        if (shown === null) {
          inView = null;
          return false;
        }
        if (placeInLog(inView, shown, part.capturedAt, eachFrameIsAPart) === 'same-entry') return true;
        inView = { shown, picturedAt: part.capturedAt };
        return false;
      }

      return (part) => {
        if (since !== acknowledgements) {
          row = noRejects;
          inView = null;
        }
        since = acknowledgements;
        row = lengthenRow(row, part.verdict, isSamePart(part));
        if (!isRejected(part.verdict) || stands !== null) return;
        const after = alarmAfter();
        if (after === null || !isAlarming(row, after)) return;
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
