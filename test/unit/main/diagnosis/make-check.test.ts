import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockStation } from '../../../../src/main/database/station-lock.ts';
import { isAtLeast } from '../../../../src/main/diagnosis/checks/versions.ts';
import { makeCheck } from '../../../../src/main/diagnosis/make-check.ts';
import { createOutboxRepository } from '../../../../src/main/line/outbox-repository.ts';
import { createBackupRepository } from '../../../../src/main/backup/repository.ts';
import { diagnosisChecks, type DiagnosisCheck } from '../../../../src/shared/domain/diagnosis.ts';
import { auditedHome } from '../../../support/audited-home.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const kindsOf = async (home: string, check: DiagnosisCheck): Promise<string[]> =>
  (await makeCheck(check, { home, version: '1.2.3' })).findings.map(({ kind }) => kind);

test('a home that is as it should be is told as such, and nothing in it is changed', async () => {
  const { paths, audit, rename, database } = auditedHome();
  chmodSync(paths.home, 0o700);
  rename('One', 'Two');
  audit.signNow();
  const rows = (): unknown => database.prepare('SELECT count(*) FROM audit_records').pluck().get();
  const before = rows();
  const states = [];
  for (const check of diagnosisChecks) {
    const { state, findings } = await makeCheck(check, { home: paths.home, version: '1.2.3' });
    // The findings on disk, cameras and driver depend on the test's machine.
    if (['disk', 'cameras', 'inference', 'training'].includes(check)) {
      expect(findings.length).toBeGreaterThan(0);
    } else {
      states.push([check, state, findings.map(({ kind }) => kind)]);
    }
  }
  expect(states).toEqual([
    ['home', 'ok', ['homePrivate']],
    ['database', 'ok', ['stationEnded', 'databaseWhole']],
    ['versions', 'ok', ['versionsKnown']],
    ['clock', 'ok', ['clockRight']],
    ['outputs', 'ok', ['outputsNone']],
    ['backup', 'attention', ['backupNone']],
    ['models', 'ok', ['modelsNone']],
    ['trail', 'ok', ['trailWhole']],
  ]);
  expect(rows()).toBe(before);
});

test('a home that is open, missing, or was restored in part is told', async () => {
  const home = temporaryFolder();
  chmodSync(home, 0o755);
  mkdirSync(join(home, 'restore.part'));
  expect(await kindsOf(home, 'home')).toEqual(
    process.platform === 'win32' ? ['homeRestoring'] : ['homeOpen', 'homeRestoring'],
  );
  expect(await kindsOf(join(home, 'nowhere'), 'home')).toEqual(['homeMissing']);
  expect(await kindsOf(join(home, 'nowhere'), 'disk')).toEqual(['homeMissing']);
});

test('who works in a home is told, and its database read beside', async () => {
  const { paths } = auditedHome();
  const lock = lockStation(paths.lock);
  onTestFinished(() => lock.release());
  const { findings } = await makeCheck('database', { home: paths.home, version: '1.2.3' });
  expect(findings).toMatchObject([
    { kind: 'stationRuns', values: { process: String(process.pid) } },
    { kind: 'databaseWhole' },
  ]);
});

test('a database that is missing, damaged, foreign, newer or older is told, and what needs it says so', async () => {
  const { paths, database } = auditedHome();
  const { home } = paths;
  const version = Number(database.pragma('user_version', { simple: true }));
  database.pragma(`user_version = ${version + 1}`);
  expect(await kindsOf(home, 'database')).toEqual(['stationEnded', 'databaseNewer']);
  expect(await kindsOf(home, 'models')).toEqual(['databaseNeeded']);
  database.pragma(`user_version = ${version - 1}`);
  expect(await kindsOf(home, 'database')).toEqual(['stationEnded', 'databaseOlder']);
  database.pragma('application_id = 1');
  expect(await kindsOf(home, 'database')).toEqual(['stationEnded', 'databaseUnopened']);
  database.close();
  for (const name of ['station.db', 'station.db-wal', 'station.db-shm']) {
    rmSync(join(home, name), { force: true });
  }
  expect(await kindsOf(home, 'database')).toEqual(['stationEnded', 'databaseNone']);
  writeFileSync(paths.database, 'this was a database once');
  expect(await kindsOf(home, 'database')).toEqual(['stationEnded', 'databaseUnopened']);
  for (const check of ['outputs', 'backup', 'models', 'trail'] as const) {
    expect(await kindsOf(home, check)).toEqual(['databaseNeeded']);
  }
  expect((await makeCheck('clock', { home, version: '1.2.3' })).state).toBe('ok');
});

test('a clock that was set back, a failed backup, results that wait and a trail that was edited are told', async () => {
  const { paths, audit, rename, database, tamper } = auditedHome();
  const { home } = paths;
  rename('One', 'Two');
  audit.signNow();
  const run = { folder: '/backups', startedAt: 1, endedAt: 2, startedBy: null, backup: null };
  createBackupRepository(database).add({ ...run, failure: 'The disk is gone.' });
  database
    .prepare(`INSERT INTO settings (key, value_before, value_after, set_by, set_at) VALUES (?, ?, ?, 'a', 1)`)
    .run('backup.folder', '""', '"/backups"');
  database
    .prepare(
      `INSERT INTO outputs (output_id, value_after, set_by, set_at) VALUES ('7f7e5f0a-0000-4000-8000-000000000001', ?, 'a', 1)`,
    )
    .run(
      JSON.stringify({
        name: 'MES',
        enabled: true,
        target: { kind: 'file', folder: '/mes', format: 'json-lines' },
      }),
    );
  createOutboxRepository(database, 1).setFailure('7f7e5f0a-0000-4000-8000-000000000001', {
    code: 'NOT_FOUND',
    message: 'Gone.',
    trouble: null,
    since: 1,
    triedAt: 1,
  });
  expect((await makeCheck('backup', { home, version: '1.2.3' })).findings).toMatchObject([
    { kind: 'backupFailed', values: { said: 'The disk is gone.' } },
  ]);
  expect((await makeCheck('outputs', { home, version: '1.2.3' })).findings).toMatchObject([
    { kind: 'outputWaits', values: { name: 'MES', said: 'Gone.' } },
  ]);
  tamper(
    `UPDATE audit_records SET at = ${Date.UTC(2200, 0, 1)} WHERE number = (SELECT max(number) FROM audit_records)`,
  );
  expect(await kindsOf(home, 'trail')).toEqual(['trailBroken']);
  expect(await kindsOf(home, 'clock')).toEqual(['clockBehind']);
});

test('versions are compared as numbers', () => {
  expect(isAtLeast('22.18.0', '>=22.18')).toBe(true);
  expect(isAtLeast('22.9.0', '>=22.18')).toBe(false);
  expect(isAtLeast('24.1.0', '>=22.18')).toBe(true);
  expect(isAtLeast('1.0.0', '^22')).toBe(true);
});
