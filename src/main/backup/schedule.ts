import type { BackupRun } from '../../shared/contract/backup.ts';
import type { Condition } from '../../shared/contract/station.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';

const hour = 3_600_000;

/** The settings from which the next backup's time follows. */
export type ScheduleSettings = Pick<StationSettings, 'backup.folder' | 'backup.everyHours'>;

/**
 * Returns when the next backup is due, milliseconds since 1970: at once if the folder has none, else the set number of hours after the start
 * of the last one, but at most one hour after a failure.
 *
 * @param last the newest run, also a failed one. A run in the future is ignored, because the clock was wrong when it started
 * @returns null if no scheduled backups are set
 */
export function dueAt(settings: ScheduleSettings, last: BackupRun | null, now: number): number | null {
  const { 'backup.folder': folder, 'backup.everyHours': everyHours } = settings;
  if (folder === '' || everyHours === 0) return null;
  if (last === null || last.folder !== folder || last.startedAt > now) return 0;
  return last.startedAt + (last.failure === null ? everyHours : Math.min(everyHours, 1)) * hour;
}

/** Failed: the last backup failed. Needs attention: no success for twice the set interval. Idle: no scheduled backups are set. */
export function backupCondition(
  settings: ScheduleSettings,
  { lastSuccess, lastFailure }: Readonly<Record<'lastSuccess' | 'lastFailure', BackupRun | null>>,
  now: number,
): Condition {
  const { 'backup.folder': folder, 'backup.everyHours': everyHours } = settings;
  if (folder === '') return 'idle';
  if (lastFailure !== null && lastFailure.id > (lastSuccess?.id ?? 0)) return 'failed';
  if (everyHours === 0) return 'idle';
  return lastSuccess === null || now - lastSuccess.startedAt > 2 * everyHours * hour ? 'attention' : 'ok';
}
