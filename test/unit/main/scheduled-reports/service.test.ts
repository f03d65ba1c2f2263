import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPatientWriter } from '../../../../src/main/database/patient-writer.ts';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import { openScheduledReports } from '../../../../src/main/scheduled-reports/open-reports.ts';
import { createSettingsRepository } from '../../../../src/main/settings/repository.ts';
import { createSettingsService } from '../../../../src/main/settings/service.ts';
import { createShiftRepository } from '../../../../src/main/shifts/repository.ts';
import { createExportFolder } from '../../../../src/main/statistics/export-folder.ts';
import { createReaderProcess } from '../../../../src/main/statistics/reader/reader-process.ts';
import { createStatisticsService } from '../../../../src/main/statistics/service.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { scheduledReportSchema } from '../../../../src/shared/contract/scheduled-reports.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { openLog, watched } from '../../../support/log.ts';
import { mailServer } from '../../../support/peers/mail-server.ts';
import { readPdf } from '../../../support/read-pdf.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
/** Noon of a Tuesday. */
const noon = Date.UTC(2026, 10, 24, 12);

/** Opens a station with a defective part on Monday; tests set its clock. */
async function station() {
  const opened = openLog();
  const { database, paths, changes, products, log } = opened;
  const session = await opened.session('Cookie', watched);
  await opened.record(session, 1, 5, 0);
  const clock = { now: noon };
  const statistics = createStatisticsService({
    log,
    reader: createReaderProcess({ host: headlessHost(), home: paths.home, version: '1.2.3' }),
    exports: createExportFolder(paths.exports),
  });
  const shifts = createShiftRepository(database);
  const reports = openScheduledReports(database, {
    statistics,
    products,
    shifts,
    changes,
    home: paths.home,
    now: () => clock.now,
    settings: createSettingsService({ settings: createSettingsRepository(database), changes }),
    patient: createPatientWriter(() => undefined),
  });
  const folder = join(opened.folder, 'reports');
  mkdirSync(folder);
  const close = async (): Promise<void> => {
    await reports.close();
    await statistics.close();
  };
  return { ...opened, session, reports, shifts, clock, folder, close };
}

const daily = (target: object, change: object = {}) =>
  scheduledReportSchema.parse({
    name: 'Cookies, daily',
    every: 'day',
    at: '06:00',
    timeZone: 'UTC',
    language: 'de',
    target,
    ...change,
  });

test('a report of each day lands in its folder when the day has ended; what failed is tried again, later each time', async () => {
  const { reports, clock, folder, session, close } = await station();
  const target = { kind: 'folder', folder };
  reports.add(daily(target, { productId: session.productId }), singleUser);
  // Periods that ended before the report was set up are not sent.
  await reports.sendDue();
  expect(readdirSync(folder)).toEqual([]);

  clock.now = Date.UTC(2026, 10, 25, 6, 1);
  rmSync(folder, { recursive: true });
  await reports.sendDue();
  expect(reports.list()[0]).toMatchObject({
    lastSuccess: null,
    lastFailure: { failure: { code: 'NOT_FOUND' } },
  });
  expect(reports.status()).toMatchObject({ condition: 'failed', failure: { name: 'Cookies, daily' } });
  mkdirSync(folder);
  clock.now += 4 * minute;
  await reports.sendDue();
  expect(readdirSync(folder)).toEqual([]);
  clock.now += minute;
  await reports.sendDue();
  expect(readdirSync(folder)).toEqual(['loupe-report-Cookies-daily-2026-11-25T06-00.pdf']);
  expect(reports.status()).toEqual({ condition: 'ok', failure: null });
  const [{ lastSuccess, lastFailure } = { lastSuccess: null, lastFailure: null }] = reports.list();
  expect(lastFailure).toBeNull();
  expect(lastSuccess).toMatchObject({ from: Date.UTC(2026, 10, 24, 6), startedBy: null, failure: null });

  // A report is sent once; after days away, each missed one is sent.
  await reports.sendDue();
  clock.now += 2 * day;
  await reports.sendDue();
  expect(readdirSync(folder)).toHaveLength(3);
  const { text } = readPdf(readFileSync(join(folder, readdirSync(folder)[0] ?? '')));
  expect(text.join('')).toContain('Prüfbericht');
  await close();
}, 60_000);

test('a report of shifts is of each shift that has ended; at once it is of the one that is on', async () => {
  const { reports, clock, folder, shifts, close } = await station();
  const { id } = reports.add(
    daily({ kind: 'folder', folder }, { every: 'shift', name: 'Shifts' }),
    singleUser,
  );
  expect(await failureOf(() => reports.send(id, singleUser))).toMatchObject({ code: 'CONFLICT' });
  const shiftId = shifts.insert({ operator: null, startedBy: 'Jan', startedAt: noon + minute });
  clock.now = noon + 2 * minute;
  expect(await reports.send(id, { name: 'Mira' })).toMatchObject({
    shiftId,
    startedBy: 'Mira',
    failure: null,
  });
  await reports.sendDue();
  expect(readdirSync(folder)).toHaveLength(1);
  shifts.end(shiftId, 'Jan', noon + 8 * 60 * minute);
  clock.now = noon + 9 * 60 * minute;
  await reports.sendDue();
  await reports.sendDue();
  expect(readdirSync(folder)).toHaveLength(2);
  await close();
}, 60_000);

test('a report goes by mail with the PDF attached; the password lies in the home alone, and a server that refuses is told of', async () => {
  const { reports, database, paths, close } = await station();
  const server = await mailServer({ name: 'line', password: 'never in a row' });
  const target = {
    kind: 'mail',
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    user: 'line',
    from: 'station@plant.example',
    to: ['mira@plant.example', 'jan@plant.example'],
  };
  const { id, version } = reports.add(daily(target), singleUser, 'wrong');
  expect(await reports.send(id, singleUser)).toMatchObject({
    failure: { code: 'FORBIDDEN', message: expect.stringContaining('user and password') },
  });
  const changed = reports.change(id, version, daily(target), singleUser, 'never in a row');
  expect(changed).toMatchObject({ hasPassword: true });
  expect(await failureOf(() => reports.change(id, version, daily(target), singleUser))).toMatchObject({
    code: 'CONFLICT',
  });
  expect(await reports.send(id, singleUser)).toMatchObject({ failure: null });
  const [mail] = server.mails;
  expect(mail).toMatchObject({ from: 'station@plant.example', to: target.to });
  expect(mail?.text).toContain('Content-Type: application/pdf');
  const pdf = /filename=\S+\r\n(?:.+\r\n)*\r\n([\w+/=\r\n]+?)\r\n--/.exec(mail?.text ?? '')?.[1];
  expect(readPdf(Buffer.from(pdf ?? '', 'base64')).text.join('')).toContain('Prüfbericht');

  const rows = JSON.stringify(database.prepare('SELECT * FROM scheduled_reports').all());
  expect(rows).not.toContain('never in a row');
  expect(readFileSync(join(paths.home, 'secrets', `${id}.json`), 'utf8')).toContain('never in a row');
  const audit = database
    .prepare("SELECT code FROM audit_records WHERE code LIKE 'report.%' ORDER BY number")
    .pluck();
  expect(audit.all()).toEqual(['report.changed', 'report.sent', 'report.changed', 'report.sent']);

  // The station refuses a server without TLS where the way must be private, and a server that does not know a receiver.
  const now = changed.version;
  const refused = [
    [{ ...target, security: 'starttls' }, 'UNREACHABLE'],
    [{ ...target, to: ['who@nowhere.example'] }, 'BAD_INPUT'],
  ] as const;
  let expected = now;
  for (const [other, code] of refused) {
    ({ version: expected } = reports.change(id, expected, daily(other), singleUser));
    expect((await reports.send(id, singleUser)).failure).toMatchObject({ code });
  }
  await server.close();
  reports.change(id, expected, daily(target), singleUser);
  expect((await reports.send(id, singleUser)).failure).toMatchObject({ code: 'UNREACHABLE' });
  expect(server.mails).toHaveLength(1);
  await close();
}, 60_000);
