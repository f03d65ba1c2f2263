import { fork } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockStation } from '../../../../src/main/database/station-lock.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function holderProcess(path: string) {
  const child = fork(new URL('../../../support/programs/hold-lock.ts', import.meta.url), [path], {
    execArgv: [],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

test('a second station in the same folder is refused, and told which process works there', async () => {
  const path = join(temporaryFolder(), 'station.lock');
  const holder = await holderProcess(path);
  const failure = await failureOf(() => lockStation(path));
  expect(failure.code).toBe('DATABASE_LOCKED');
  expect(failure.message).toContain(`process ${holder.pid}`);
  expect(failure.message).toContain('STATION_HOME');
});

test('the lock of a killed station is free at once', async () => {
  const path = join(temporaryFolder(), 'station.lock');
  const holder = await holderProcess(path);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockStation(path).release();
});

test('a released lock is free', async () => {
  const path = join(temporaryFolder(), 'station.lock');
  const first = lockStation(path);
  expect(await failureOf(() => lockStation(path))).toMatchObject({ code: 'DATABASE_LOCKED' });
  first.release();
  lockStation(path).release();
});

test('a home that is made for a lock is its user’s alone', () => {
  const home = join(temporaryFolder(), 'home');
  lockStation(join(home, 'station.lock')).release();
  expect(statSync(home).mode & 0o077).toBe(0);
});
