import { expect, test } from 'vitest';
import { backupCondition, dueAt } from '../../../../src/main/backup/schedule.ts';
import type { BackupRun } from '../../../../src/shared/contract/backup.ts';

const hour = 3_600_000;
const settings = { 'backup.folder': '/backups', 'backup.everyHours': 24 };
const success: BackupRun = {
  id: 1,
  folder: '/backups',
  startedAt: 100 * hour,
  endedAt: 101 * hour,
  startedBy: null,
  failure: null,
  backup: { name: '2026-11-30T02-31-05-123Z', files: 1, bytes: 1, newBytes: 1 },
};
const failure: BackupRun = { ...success, id: 2, backup: null, failure: 'The disk is full' };

test('a backup is due at once in a new folder, then by the hours, and an hour after one that failed', () => {
  const now = 101 * hour;
  expect(dueAt(settings, null, now)).toBe(0);
  expect(dueAt({ ...settings, 'backup.folder': '/other' }, success, now)).toBe(0);
  expect(dueAt(settings, success, now)).toBe(124 * hour);
  expect(dueAt(settings, failure, now)).toBe(101 * hour);
  expect(dueAt({ ...settings, 'backup.everyHours': 0 }, null, now)).toBeNull();
  expect(dueAt({ ...settings, 'backup.folder': '' }, null, now)).toBeNull();
});

test('a backup that was begun while the clock was years ahead does not put the next one off', () => {
  expect(dueAt(settings, { ...success, startedAt: 900_000 * hour }, 101 * hour)).toBe(0);
});

test('the state column says when the last backup failed, and when none was taken for twice the time', () => {
  const conditionAt = (now: number, lastFailure: BackupRun | null = null, hours = 24) =>
    backupCondition({ ...settings, 'backup.everyHours': hours }, { lastSuccess: success, lastFailure }, now);
  expect(conditionAt(148 * hour)).toBe('ok');
  expect(conditionAt(149 * hour)).toBe('attention');
  expect(conditionAt(110 * hour, failure)).toBe('failed');
  expect(conditionAt(110 * hour, { ...failure, id: 0.5 })).toBe('ok');
  expect(conditionAt(900 * hour, null, 0)).toBe('idle');
  expect(
    backupCondition({ ...settings, 'backup.folder': '' }, { lastSuccess: null, lastFailure: null }, 0),
  ).toBe('idle');
});
