import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { listBackups } from '../../../../src/main/backup/backup-folder.ts';
import { readManifest, type BackedUpFile } from '../../../../src/main/backup/manifest.ts';
import { piecePath, verifyBackup } from '../../../../src/main/backup/verify-backup.ts';
import { lockStation } from '../../../../src/main/database/station-lock.ts';
import { sha256 } from '../../../../src/main/files/hash.ts';
import { writeSecretFile } from '../../../../src/main/files/secret-file.ts';
import { selfMadeFile } from '../../../../src/main/headless/own-certificate.ts';
import { plantPaths } from '../../../../src/main/station/plant-paths.ts';
import { stationPaths } from '../../../../src/main/station/paths.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { backupPlaces } from '../../../support/backup-places.ts';
import { writeExplainedHome } from '../../../support/explained-home.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { testStation } from '../../../support/headless-station.ts';
import { startProgram } from '../../../support/run-program.ts';
import { makeSmallProduct } from '../../../support/small-product.ts';

async function filesOf(folder: string): Promise<BackedUpFile[]> {
  const [newest] = await listBackups(folder);
  if (!newest) throw new Error('There is no backup');
  const files: BackedUpFile[] = [];
  for await (const file of readManifest(newest.folder, newest.summary)) files.push(file);
  return files;
}

function rowsOf(home: string): unknown {
  const database = new Sqlite(join(home, 'station.db'), { readonly: true });
  const tables = [
    'products',
    'models',
    'thresholds',
    'activations',
    'sessions',
    'inspections',
    'log_entries',
  ];
  const rows = tables.map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all());
  database.close();
  return rows;
}

test('a backup beside a running station is restored with the same rows, verdicts, pictures and models', async () => {
  const { root, home, folder, take, restore } = backupPlaces();
  const { entries, modelId } = await writeExplainedHome(home, 'Disc', ['scratch', 'stain']);
  const station = await testStation(home);
  const written = await take();
  expect(written.summary.leftOut).toContain('station.lock');
  expect(await verifyBackup(folder, { folder: join(folder, written.name), ...written })).toEqual([]);

  const other = join(root, 'other');
  await restore(other);
  // Only its user may read the restored home, even before a station starts in it.
  if (process.platform !== 'win32') expect(statSync(other).mode & 0o777).toBe(0o700);
  expect(rowsOf(other)).toEqual(rowsOf(home));
  const model = (of: string): string => sha256(readFileSync(join(of, 'models', modelId, 'model.onnx')));
  expect(model(other)).toBe(model(home));

  const restored = await testStation(other);
  const clientOf = (of: typeof station) => createRouterClient(of.router, { context: { user: singleUser } });
  for (const id of entries) {
    const [before, after] = await Promise.all([
      clientOf(station).log.get({ id }),
      clientOf(restored).log.get({ id }),
    ]);
    expect(after).toEqual(before);
    const address = { kind: 'entry-picture', id } as const;
    const picture = await restored.readMedia(address, singleUser);
    expect(picture.etag).toBe((await station.readMedia(address, singleUser)).etag);
  }
});

test('what did not change is not written again, and the number of backups is kept', async () => {
  const { home, folder, take } = backupPlaces();
  await makeSmallProduct(home);
  const first = await take();
  expect(first.summary.newBytes).toBeGreaterThan(0);
  const second = await take();
  expect(second.summary).toMatchObject({
    newBytes: 0,
    files: first.summary.files,
    bytes: first.summary.bytes,
  });

  writeFileSync(join(home, 'images-of-an-add-on.txt'), 'kept, too');
  const third = await take({ keep: 2 });
  expect(third.removed).toEqual([first.name]);
  expect(third.summary.newBytes).toBe('kept, too'.length);
  expect((await listBackups(folder)).map(({ name }) => name)).toEqual([third.name, second.name]);

  rmSync(join(home, 'images-of-an-add-on.txt'));
  await take({ keep: 1 });
  const needed = new Set((await filesOf(folder)).flatMap(({ pieces }) => pieces));
  const there = readdirSync(join(folder, 'pieces')).flatMap((group) =>
    readdirSync(join(folder, 'pieces', group)),
  );
  expect(new Set(there)).toEqual(needed);
});

test('after the clock was set back, the newest backup is the one that was taken last, and it stays', async () => {
  const { home, folder, take } = backupPlaces();
  await makeSmallProduct(home);
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const before = await take();
  vi.setSystemTime(Date.now() - 86_400_000);
  const { name, summary } = await take({ keep: 1 });
  expect(summary.createdAt).toBe(Date.now());
  expect((await listBackups(folder)).map((backup) => backup.name)).toEqual([name]);
  expect(before.name < name).toBe(true);
});

test('passwords and keys are left out by name, and go along only when that is asked for', async () => {
  const { root, home, folder, take, restore } = backupPlaces();
  await makeSmallProduct(home);
  mkdirSync(join(home, 'secrets'));
  writeFileSync(join(home, 'secrets', 'cameras.json'), '{"hall":"a very secret password"}', { mode: 0o600 });

  const plain = await take();
  expect(plain.summary.leftOut).toContain('secrets (passwords and keys)');
  expect((await filesOf(folder)).filter(({ path }) => path.startsWith('secrets'))).toEqual([]);

  await take({ withSecrets: true });
  const [secret] = (await filesOf(folder)).filter(({ path }) => path.startsWith('secrets'));
  const piece = piecePath(folder, secret?.pieces[0] ?? '');
  expect(statSync(piece).mode & 0o777).toBe(0o600);
  await restore(join(root, 'other'));
  const restored = join(root, 'other', 'secrets', 'cameras.json');
  expect(readFileSync(restored, 'utf8')).toContain('a very secret password');
  expect(statSync(restored).mode & 0o777).toBe(0o600);
});

test('a damaged file is named by verify, and restore refuses it before it changes anything', async () => {
  const { root, home, folder, take, restore } = backupPlaces();
  const { modelId } = await makeSmallProduct(home);
  const { name, summary } = await take();
  const path = `models/${modelId}/model.onnx`;
  const graph = (await filesOf(folder)).find((file) => file.path === path);
  const piece = piecePath(folder, graph?.pieces[0] ?? '');
  const bytes = readFileSync(piece);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(piece, bytes);

  const found = { name, folder: join(folder, name), summary };
  expect(await verifyBackup(folder, found)).toEqual([{ path, fault: 'changed' }]);
  const other = join(root, 'other');
  const failure = await failureOf(() => restore(other));
  expect(failure).toMatchObject({ code: 'CORRUPT_FILE' });
  expect(failure.message).toContain(path);
  expect(readdirSync(other)).toEqual(['station.lock']);

  rmSync(piece);
  expect(await verifyBackup(folder, found)).toEqual([{ path, fault: 'missing' }]);
  await take({ reread: true });
  expect(await verifyBackup(folder, found)).toEqual([]);
});

test('a changed manifest is refused by name', async () => {
  const { root, home, folder, take, restore } = backupPlaces();
  await makeSmallProduct(home);
  const { name } = await take();
  const manifest = join(folder, name, 'manifest.jsonl');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"modified":', '"modified":1'));
  const failure = await failureOf(() => restore(join(root, 'other')));
  expect(failure).toMatchObject({ code: 'CORRUPT_FILE' });
  expect(failure.message).toContain(manifest);
});

test('a home that is not empty is put aside only when that is asked for, and nothing of it is lost', async () => {
  const { home, take, restore } = backupPlaces();
  const { modelId } = await makeSmallProduct(home);
  await take();
  writeFileSync(join(home, 'later.txt'), 'made after the backup');
  expect(await failureOf(() => restore(home))).toMatchObject({ code: 'ALREADY_EXISTS' });

  const { replaced } = await restore(home, true);
  expect(existsSync(join(home, 'later.txt'))).toBe(false);
  expect(readFileSync(join(replaced ?? '', 'later.txt'), 'utf8')).toBe('made after the backup');
  expect(existsSync(join(home, 'models', modelId, 'model.onnx'))).toBe(true);
});

test('a plant’s log, messages on their way and keys are in no backup, and outlive a restore', async () => {
  const { home, take, restore } = backupPlaces();
  await makeSmallProduct(home);
  const { log, stations, streams, key } = plantPaths(home);
  for (const secret of [key, selfMadeFile(home)]) writeSecretFile(secret, 'of this host');
  for (const folder of [log, streams]) mkdirSync(folder, { recursive: true });
  writeFileSync(stations, '[]');
  for (const folder of [log, streams]) writeFileSync(join(folder, 'data'), 'before');
  const { summary } = await take();
  expect(summary.leftOut).toEqual(expect.arrayContaining(['plant/log', 'plant/nats/streams']));
  for (const folder of [log, streams]) writeFileSync(join(folder, 'data'), 'after');
  await restore(home, true);
  for (const folder of [log, streams]) expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('after');
  for (const secret of [key, selfMadeFile(home)]) expect(readFileSync(secret, 'utf8')).toBe('of this host');
});

test('a home in which a station works is not restored into, and one that was restored in part does not start', async () => {
  const { root, home, take, restore } = backupPlaces();
  await makeSmallProduct(home);
  await take();
  const working = lockStation(stationPaths(home).lock);
  expect(await failureOf(() => restore(home, true))).toMatchObject({ code: 'DATABASE_LOCKED' });
  working.release();

  const other = join(root, 'other');
  mkdirSync(join(other, 'restore.part'), { recursive: true });
  const failure = await failureOf(() => testStation(other));
  expect(failure).toMatchObject({ code: 'CORRUPT_FILE' });
  expect(failure.message).toContain('--replace');
  await restore(other);
  expect(existsSync(join(other, 'restore.part'))).toBe(false);
});

test('a backup that is killed leaves the last whole one as it was, and the next one clears up', async () => {
  const { home, folder, take } = backupPlaces();
  await makeSmallProduct(home);
  const whole = await take();
  const many = join(home, 'images');
  mkdirSync(many, { recursive: true });
  for (let index = 0; index < 400; index++) writeFileSync(join(many, `${index}.bin`), `picture ${index}`);

  const { child, end } = startProgram('src/main/cli.ts', ['backup', '--to', folder], { STATION_HOME: home });
  while (!readdirSync(folder).some((name) => name.endsWith('Z.part'))) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  child.kill('SIGKILL');
  await end;

  expect((await listBackups(folder)).map(({ name }) => name)).toEqual([whole.name]);
  expect(await verifyBackup(folder, { folder: join(folder, whole.name), ...whole })).toEqual([]);
  const next = await take();
  expect(next.summary.files).toBe(whole.summary.files + 400);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a folder within the home, a relative one, a missing one and a busy one are refused', async () => {
  const { home, folder, take } = backupPlaces();
  await makeSmallProduct(home);
  expect(await failureOf(() => take({ folder: join(home, 'images', '..') }))).toMatchObject({
    code: 'BAD_INPUT',
  });
  expect(await failureOf(() => take({ folder: 'backups' }))).toMatchObject({ code: 'BAD_INPUT' });
  expect(await failureOf(() => take({ folder: join(folder, 'none') }))).toMatchObject({ code: 'NOT_FOUND' });
  const both = await Promise.allSettled([take(), take()]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});
