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

/** What an alarm is of: an inspection, and the lane that it takes its parts from. */
type AlarmedSession = Pick<Alarm, 'lane'> & { readonly id: string };

/**
 * Alarms after so many rejected parts in a row, and when no part comes: raised, standing until someone acknowledges them, kept in the log.
 * Each lane has its own.
 */
export interface Alarms {
  /**
   * Follows the parts of a session, in their order; while an alarm of its lane stands, no further one is raised there. Frames in
   * which one part is in view count once, whether or not the log could be written.
   *
   * @param alarmAfter asked for with each rejected part, so that a changed number acts at once
   */
  follow(
    session: AlarmedSession,
    source: Pick<Source, 'kind'> & { readonly trigger?: TriggerKind },
    alarmAfter: () => number | null,
  ): (part: PartResult) => void;
  /** No part came to a session for so many seconds. */
  silent(session: AlarmedSession, seconds: number): void;
  /** Those that wait to be acknowledged, also after a restart, the latest first. */
  standing(): readonly Alarm[];
  /** Counting starts anew in the alarm's lane. @throws StationError NOT_FOUND when there is no such alarm */
  acknowledge(id: number, user: User): void;
}

/** @param write how rows are written while another program may hold the database */
export function createAlarms(
  rows: AlarmRepository,
  changes: StationChanges,
  write: PatientWriter['write'] = (run) => run(),
): Alarms {
  /** By the numbers of the lanes. */
  const stands = new Map(rows.standing().map((alarm) => [alarm.lane, alarm]));
  /** By the numbers of the lanes: rejects from before an acknowledgement no longer count. */
  const acknowledgements = new Map<number, number>();
  /** Rows may wait for the database, which does not know of their ids then. */
  let lastId = 0;

  function raise({ id: sessionId }: AlarmedSession, cause: AlarmCause): void {
    // It stands at once, whatever becomes of its row.
    const next = rows.next(sessionId, cause, stationTime());
    const alarm = { ...next, id: Math.max(next.id, lastId + 1) };
    lastId = alarm.id;
    stands.set(alarm.lane, alarm);
    write(() => rows.insert(sessionId, alarm));
    changes.publish({ kind: 'line' });
  }

  return {
    follow(session, { kind, trigger }, alarmAfter) {
      const eachFrameIsAPart = countedAs(kind, trigger) === 'parts';
      let row = noRejects;
      let inView: Appearance | null = null;
      const acknowledged = (): number => acknowledgements.get(session.lane) ?? 0;
      let since = acknowledged();

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
        if (since !== acknowledged()) {
          row = noRejects;
          inView = null;
        }
        since = acknowledged();
        row = lengthenRow(row, part.verdict, isSamePart(part));
        if (!isRejected(part.verdict) || stands.has(session.lane)) return;
        const after = alarmAfter();
        if (after === null || !isAlarming(row, after)) return;
        raise(session, { alarmAfter: after, silentSeconds: null });
      };
    },
    silent(session, silentSeconds) {
      if (!stands.has(session.lane)) raise(session, { alarmAfter: null, silentSeconds });
    },
    standing: () => [...stands.values()].sort((one, other) => other.id - one.id),
    acknowledge(id, { name }) {
      const alarm = [...stands.values()].find((other) => other.id === id);
      if (alarm === undefined && !rows.exists(id)) {
        throw new StationError('NOT_FOUND', `There is no alarm ${id}. Reload the page.`);
      }
      const now = stationTime();
      write(() => rows.acknowledge(id, name, now));
      // One that was over already begins nothing anew.
      if (alarm === undefined) return;
      stands.delete(alarm.lane);
      acknowledgements.set(alarm.lane, (acknowledgements.get(alarm.lane) ?? 0) + 1);
      changes.publish({ kind: 'line' });
    },
  };
}
