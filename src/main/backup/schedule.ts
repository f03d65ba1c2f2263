import type { BackupRun } from '../../shared/contract/backup.ts';
import type { Condition } from '../../shared/contract/station.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';

const hour = 3_600_000;

/** Settings that say when a backup is due. */
export type ScheduleSettings = Pick<StationSettings, 'backup.folder' | 'backup.everyHours'>;

/**
 * When the next backup is due, milliseconds since 1970: at once where none was taken into this folder, else so many hours after the last
 * one began, and an hour at most after one that failed.
 *
 * @param last the newest run, whole or not; one of the future was begun while the clock was wrong, and tells nothing
 * @returns null when none is taken by itself
 */
export function dueAt(settings: ScheduleSettings, last: BackupRun | null, now: number): number | null {
  const { 'backup.folder': folder, 'backup.everyHours': everyHours } = settings;
  if (folder === '' || everyHours === 0) return null;
  if (last === null || last.folder !== folder || last.startedAt > now) return 0;
  return last.startedAt + (last.failure === null ? everyHours : Math.min(everyHours, 1)) * hour;
}

/** Failed: the last one. Needs attention: none for twice the time in which one is due. Idle: none is to be taken by itself. */
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
