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

/** The inspection of an alarm and its lane. */
type AlarmedSession = Pick<Alarm, 'lane'> & { readonly id: string };

/**
 * Raises alarms after several rejects in a row and when no part comes. An alarm stands until somebody
 * acknowledges it, and stays in the log. Each lane has its own alarm.
 */
export interface Alarms {
  /**
   * Returns a function that follows the parts of a session in order. While an alarm of its lane stands, it
   * raises no further one. Several frames of one part count once, whether or not the log could be written.
   *
   * @param alarmAfter called with each rejected part, so that a changed setting takes effect at once
   */
  follow(
    session: AlarmedSession,
    source: Pick<Source, 'kind'> & { readonly trigger?: TriggerKind },
    alarmAfter: () => number | null,
  ): (part: PartResult) => void;
  /** Raises an alarm because a session got no part for this many seconds. */
  silent(session: AlarmedSession, seconds: number): void;
  /** Returns unacknowledged alarms, latest first; they survive a restart. */
  standing(): readonly Alarm[];
  /**
   * Acknowledges an alarm and restarts the lane's count of rejects.
   *
   * @throws StationError NOT_FOUND if there is no such alarm
   */
  acknowledge(id: number, user: User): void;
}

/** @param write writes rows even if another program holds the database for a while */
export function createAlarms(
  rows: AlarmRepository,
  changes: StationChanges,
  write: PatientWriter['write'] = (run) => run(),
): Alarms {
  /** Standing alarms by lane number. */
  const stands = new Map(rows.standing().map((alarm) => [alarm.lane, alarm]));
  /** Number of acknowledgements by lane number. Rejects before an acknowledgement no longer count. */
  const acknowledgements = new Map<number, number>();
  /** The highest id so far, because rows that wait for the database do not count there yet. */
  let lastId = 0;

  function raise({ id: sessionId }: AlarmedSession, cause: AlarmCause): void {
    // The alarm stands at once, even if its row cannot be written yet.
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

      /** Returns whether the frame shows the same part as the one before, by the log's rule for entries. */
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
      // An alarm that was acknowledged before must not restart the count.
      if (alarm === undefined) return;
      stands.delete(alarm.lane);
      acknowledgements.set(alarm.lane, (acknowledgements.get(alarm.lane) ?? 0) + 1);
      changes.publish({ kind: 'line' });
    },
  };
}
