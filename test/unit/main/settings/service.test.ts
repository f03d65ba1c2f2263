import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StationChange } from '../../../../src/shared/contract/station.ts';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { createSettingsRepository } from '../../../../src/main/settings/repository.ts';
import { createSettingsService } from '../../../../src/main/settings/service.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const edda = { name: 'Edda', roles: ['viewer', 'engineer'] } as const;
const vera = { name: 'Vera', roles: ['viewer'] } as const;

function opened(path: string) {
  const database = openDatabase(path);
  onTestFinished(() => void database.close());
  const published: StationChange[] = [];
  const clock = { now: Date.UTC(2026, 11, 1) };
  const settings = createSettingsService({
    settings: createSettingsRepository(database),
    changes: { publish: (change) => void published.push(change) },
    now: () => clock.now,
  });
  return { path, database, published, clock, settings };
}

const settingsUnderTest = () => opened(join(temporaryFolder(), 'station.db'));

/** Changes rows from outside the station, past all its checks. */
function tamper(path: string, sql: string): void {
  const { database } = opened(path);
  database.pragma('ignore_check_constraints = ON');
  database.exec(`DROP TRIGGER settings_unchanged; ${sql}`);
}

test('what nobody has set has its standard', () => {
  const { settings } = settingsUnderTest();
  expect(settings.state()).toEqual({
    version: 0,
    values: {
      'station.name': '',
      'report.language': 'window',
      'csv.decimalSeparator': 'point',
      'inspection.unlikePictures': 'judge',
      'inspection.unlogged': 'go-on',
      'line.silence': 0,
      'log.pictures': 'lossless',
      'disk.amber': 5,
      'disk.red': 200,
      'plant.parts': 'send',
      'plant.entries': 'send',
      'plant.thumbnails': 'keep',
      'plant.state': 'send',
      'plant.decisions': 'take',
      'plant.models': 'take',
      'plant.training': 'refuse',
      'plant.zone': '',
      'backup.folder': '',
      'backup.everyHours': 24,
      'backup.keep': 14,
      'folders.places': '',
      'logs.level': 'info',
      'users.mode': 'single',
      'users.lockOperator': 0,
      'users.lockOthers': 15,
    },
    origins: {
      'station.name': { state: 'standard', setBy: null, setAt: null },
      'report.language': { state: 'standard', setBy: null, setAt: null },
      'csv.decimalSeparator': { state: 'standard', setBy: null, setAt: null },
      'inspection.unlikePictures': { state: 'standard', setBy: null, setAt: null },
      'inspection.unlogged': { state: 'standard', setBy: null, setAt: null },
      'line.silence': { state: 'standard', setBy: null, setAt: null },
      'backup.folder': { state: 'standard', setBy: null, setAt: null },
      'backup.everyHours': { state: 'standard', setBy: null, setAt: null },
      'backup.keep': { state: 'standard', setBy: null, setAt: null },
      'folders.places': { state: 'standard', setBy: null, setAt: null },
      'plant.parts': { state: 'standard', setBy: null, setAt: null },
      'plant.entries': { state: 'standard', setBy: null, setAt: null },
      'plant.thumbnails': { state: 'standard', setBy: null, setAt: null },
      'plant.state': { state: 'standard', setBy: null, setAt: null },
      'plant.decisions': { state: 'standard', setBy: null, setAt: null },
      'plant.models': { state: 'standard', setBy: null, setAt: null },
      'plant.training': { state: 'standard', setBy: null, setAt: null },
      'plant.zone': { state: 'standard', setBy: null, setAt: null },
      'logs.level': { state: 'standard', setBy: null, setAt: null },
      'log.pictures': { state: 'standard', setBy: null, setAt: null },
      'disk.amber': { state: 'standard', setBy: null, setAt: null },
      'disk.red': { state: 'standard', setBy: null, setAt: null },
      'users.mode': { state: 'standard', setBy: null, setAt: null },
      'users.lockOperator': { state: 'standard', setBy: null, setAt: null },
      'users.lockOthers': { state: 'standard', setBy: null, setAt: null },
    },
  });
  expect(settings.history({ limit: 10 })).toEqual({ changes: [], more: false });
});

test('a change is in force at once, for this process and others, and tells who made it and when', () => {
  const { path, settings, published, clock } = settingsUnderTest();
  const after = settings.set({ 'station.name': 'Linie 3', 'csv.decimalSeparator': 'comma' }, 0, edda);
  expect(after.version).toBe(2);
  expect(after.values).toEqual({
    'station.name': 'Linie 3',
    'report.language': 'window',
    'csv.decimalSeparator': 'comma',
    'inspection.unlikePictures': 'judge',
    'inspection.unlogged': 'go-on',
    'line.silence': 0,
    'log.pictures': 'lossless',
    'disk.amber': 5,
    'disk.red': 200,
    'plant.parts': 'send',
    'plant.entries': 'send',
    'plant.thumbnails': 'keep',
    'plant.state': 'send',
    'plant.decisions': 'take',
    'plant.models': 'take',
    'plant.training': 'refuse',
    'plant.zone': '',
    'backup.folder': '',
    'backup.everyHours': 24,
    'backup.keep': 14,
    'folders.places': '',
    'logs.level': 'info',
    'users.mode': 'single',
    'users.lockOperator': 0,
    'users.lockOthers': 15,
  });
  expect(after.origins['station.name']).toEqual({ state: 'set', setBy: 'Edda', setAt: clock.now });
  expect(after.origins['report.language'].state).toBe('standard');
  expect(published).toEqual([{ kind: 'settings' }]);
  expect(opened(path).settings.current()).toEqual(after.values);
});

test('the history keeps what was before, newest first, page by page', () => {
  const { settings, clock } = settingsUnderTest();
  for (const name of ['A', 'B', 'C']) {
    clock.now += 1000;
    settings.set({ 'station.name': name }, settings.state().version, edda);
  }
  settings.set({ 'report.language': 'de' }, settings.state().version, singleUser);
  const { changes, more } = settings.history({ limit: 2 });
  expect(more).toBe(true);
  expect(changes).toEqual([
    { id: 4, key: 'report.language', before: 'window', after: 'de', setBy: 'local', setAt: clock.now },
    { id: 3, key: 'station.name', before: 'B', after: 'C', setBy: 'Edda', setAt: clock.now },
  ]);
  const rest = settings.history({ before: 3, limit: 2 });
  expect(rest.changes.map(({ before, after }) => [before, after])).toEqual([
    ['A', 'B'],
    ['', 'A'],
  ]);
  expect(rest.more).toBe(false);
  expect(settings.history({ key: 'report.language', limit: 10 }).changes.map(({ id }) => id)).toEqual([4]);
});

test('what is in force already is no change', () => {
  const { settings, published } = settingsUnderTest();
  settings.set({ 'station.name': 'Line 3' }, 0, edda);
  expect(settings.set({ 'station.name': 'Line 3', 'report.language': 'window' }, 1, edda).version).toBe(1);
  expect(published).toHaveLength(1);
});

test('of two windows that change the same setting, the later one is told; other settings do not matter', async () => {
  const { path, settings } = settingsUnderTest();
  const other = opened(path).settings;
  const { version } = settings.state();
  other.set({ 'station.name': 'Line 3' }, version, edda);
  const failure = await failureOf(() =>
    settings.set({ 'station.name': 'Line 4', 'report.language': 'de' }, version, singleUser),
  );
  expect(failure.code).toBe('CONFLICT');
  expect(failure.message).toContain('station.name');
  expect(failure.message).toContain('Edda');
  // The change is all or nothing: another setting was changed meanwhile, so the language is not set either.
  expect(settings.current()['report.language']).toBe('window');
  expect(settings.set({ 'report.language': 'de' }, version, singleUser).values).toMatchObject({
    'station.name': 'Line 3',
    'report.language': 'de',
  });
});

test('who may not change a setting changes none of those sent with it', async () => {
  const { settings } = settingsUnderTest();
  const failure = await failureOf(() => settings.set({ 'station.name': 'Mine' }, 0, vera));
  expect(failure.code).toBe('FORBIDDEN');
  const file = JSON.stringify({ settings: { 'report.language': 'de' } });
  expect((await failureOf(() => settings.apply(file, { check: false }, vera))).code).toBe('FORBIDDEN');
  expect(settings.state().version).toBe(0);
});

test('rows are added only, and each begins where the last one ended, by whatever SQL', () => {
  const { settings, database } = settingsUnderTest();
  settings.set({ 'station.name': 'Line 3' }, 0, edda);
  expect(() => database.exec(`UPDATE settings SET value_after = '"x"'`)).toThrow('never change');
  expect(() => database.exec('DELETE FROM settings')).toThrow('never deleted');
  const insert = (before: string, after: string) => () =>
    database.exec(
      `INSERT INTO settings (key, value_before, value_after, set_by, set_at) VALUES ('station.name', '${before}', '${after}', 'x', 1)`,
    );
  expect(insert('""', '"y"')).toThrow('begins where the last one ended');
  expect(insert('"Line 3"', 'no JSON')).toThrow('CHECK');
  expect(insert('"Line 3"', '"y"')).not.toThrow();
});

test('a value that somebody tampered with is not in force, is told as such, and can be set anew', () => {
  const { path, settings } = settingsUnderTest();
  settings.set({ 'station.name': 'Line 3', 'report.language': 'de' }, 0, edda);
  tamper(path, `UPDATE settings SET value_after = '{"a": 1}' WHERE key = 'station.name';`);
  tamperAgain(path, `UPDATE settings SET value_after = 'no JSON' WHERE key = 'report.language';`);
  const { values, origins, version } = settings.state();
  expect(values).toMatchObject({ 'station.name': '', 'report.language': 'window' });
  expect(origins['station.name']).toMatchObject({ state: 'unreadable', setBy: 'Edda' });
  expect(origins['report.language'].state).toBe('unreadable');
  expect(settings.history({ limit: 10 }).changes.map(({ after }) => after)).toEqual(['no JSON', { a: 1 }]);

  const healed = settings.set({ 'station.name': 'Line 3', 'report.language': 'window' }, version, edda);
  expect(healed.values).toMatchObject({ 'station.name': 'Line 3', 'report.language': 'window' });
  expect(healed.origins['report.language'].state).toBe('set');
});

function tamperAgain(path: string, sql: string): void {
  const { database } = opened(path);
  database.pragma('ignore_check_constraints = ON');
  database.exec(sql);
}

test('a setting that a later version dropped stays in the history', () => {
  const { settings, database } = settingsUnderTest();
  database.exec(
    `INSERT INTO settings (key, value_before, value_after, set_by, set_at) VALUES ('old.thing', '1', '2', 'Edda', 1)`,
  );
  expect(settings.history({ limit: 10 }).changes).toEqual([
    { id: 1, key: 'old.thing', before: 1, after: 2, setBy: 'Edda', setAt: 1 },
  ]);
  expect(Object.keys(settings.current())).not.toContain('old.thing');
  expect(settings.exportText()).not.toContain('old.thing');
});

test('a file that was exported is applied by another station; a check changes nothing', () => {
  const { settings: from } = settingsUnderTest();
  const { settings: to, published } = settingsUnderTest();
  from.set({ 'station.name': 'Linie „3“ 曲奇', 'csv.decimalSeparator': 'comma' }, 0, edda);
  const text = from.exportText();
  const changes = [
    { key: 'station.name', before: '', after: 'Linie „3“ 曲奇' },
    { key: 'csv.decimalSeparator', before: 'point', after: 'comma' },
  ];
  expect(to.apply(text, { check: true }, vera)).toEqual({ changes, version: 0 });
  expect(published).toEqual([]);
  expect(to.apply(text, { check: false, expected: 0 }, edda)).toEqual({ changes, version: 2 });
  expect(to.current()).toEqual(from.current());
  expect(to.exportText()).toBe(text);
  expect(to.apply(text, { check: false }, edda)).toEqual({ changes: [], version: 2 });
});

test('a file that was looked at is not applied over what was changed since', async () => {
  const { settings } = settingsUnderTest();
  const text = JSON.stringify({ settings: { 'station.name': 'Line 3' } });
  const { version } = settings.apply(text, { check: true }, edda);
  settings.set({ 'station.name': 'Line 4' }, version, singleUser);
  const failure = await failureOf(() => settings.apply(text, { check: false, expected: version }, edda));
  expect(failure.code).toBe('CONFLICT');
  expect(settings.current()['station.name']).toBe('Line 4');
});
