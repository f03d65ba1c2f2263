import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { forkUtility, utilityHost } from '../../src/main/electron/utility-host.ts';
import { app } from '../support/electron/app.ts';
import { launch } from '../support/electron/launch.ts';
import { noted } from '../support/electron/record.ts';
import { utilities } from '../support/electron/utility-process.ts';
import { exitOf, readyMessage, workerFixture, workerSuite } from '../support/worker-suite.ts';

beforeAll(() => launch());
afterAll(() => app.exit(0));

workerSuite('a utility process of Electron', (file, environment) => forkUtility('test', file, environment));

test('a fatal error of V8 in a worker is reported as the end of the worker, and is no failure of the station', async () => {
  const worker = forkUtility('test', workerFixture('echo-worker.ts'));
  onTestFinished(() => worker.kill());
  await readyMessage(worker);
  utilities.at(-1)?.failFatally('v8::ToLocalChecked');
  expect(await exitOf(worker)).toEqual({ code: null, lastWords: 'FatalError in v8::ToLocalChecked' });
});

test('machine and screen stay awake until they may sleep, however often that is said', () => {
  const host = utilityHost();
  const before = noted().length;
  for (const on of [false, true, true, false, false, true, false]) host.keepAwake(on);
  const [start, stop] = ['powerSaveBlocker.start prevent-display-sleep', 'powerSaveBlocker.stop'];
  expect(noted().slice(before)).toEqual([start, stop, start, stop]);
});
