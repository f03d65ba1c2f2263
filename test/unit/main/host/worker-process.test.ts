import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { forkProcess } from '../../../../src/main/host/headless-host.ts';
import { isRunning, workerFixture, workerSuite } from '../../../support/worker-suite.ts';

workerSuite('a child process of the headless host', forkProcess);

test('a worker ends when the station is killed', async () => {
  const station = fork(workerFixture('parent-of-worker.ts'), [], { execArgv: [], stdio: 'ignore' });
  const [message]: unknown[] = await once(station, 'message');
  const { pid } = z.object({ pid: z.number() }).parse(message);
  expect(isRunning(pid)).toBe(true);
  station.kill('SIGKILL');
  await vi.waitUntil(() => !isRunning(pid), 10_000);
});
