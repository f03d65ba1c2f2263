import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import type { WorkerProcess } from '../../src/main/host/host.ts';

/** Starts a worker's program, as a host does. */
export type Fork = (file: string, environment?: Readonly<Record<string, string>>) => WorkerProcess;

const readySchema = z.object({ kind: z.literal('ready'), pid: z.number(), greeting: z.string().nullable() });

/** Returns the path of a worker's program for tests. */
export function workerFixture(name: string): string {
  return join(import.meta.dirname, '..', 'fixtures', name);
}

/** Waits for the first message of `echo-worker.ts`. */
export async function readyMessage(worker: WorkerProcess): Promise<z.infer<typeof readySchema>> {
  return readySchema.parse(await nextMessage(worker));
}

export function nextMessage(worker: WorkerProcess): Promise<unknown> {
  return new Promise((resolve) => worker.onMessage(resolve));
}

export function exitOf(worker: WorkerProcess): Promise<{ code: number | null; lastWords: string }> {
  return new Promise((resolve) => worker.onExit((code, lastWords) => resolve({ code, lastWords })));
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Tests the rules for the processes of every host. */
export function workerSuite(name: string, fork: Fork): void {
  function startWorker(environment?: Record<string, string>): WorkerProcess {
    const worker = fork(workerFixture('echo-worker.ts'), environment);
    onTestFinished(() => worker.kill());
    return worker;
  }

  describe(name, () => {
    test('frames and maps cross to a worker and back as what they are', async () => {
      const worker = startWorker();
      await nextMessage(worker);
      const sent = {
        frame: new Uint8Array([1, 2, 255]),
        map: new Float32Array([0.5, -1]),
        score: Number.NaN,
      };
      const back = nextMessage(worker);
      worker.send(sent);
      expect(await back).toEqual(sent);
    });

    test('what is sent before the worker listens is not lost', async () => {
      const worker = startWorker();
      const messages: unknown[] = [];
      worker.onMessage((message) => messages.push(message));
      worker.send({ number: 1 });
      worker.send({ number: 2 });
      await vi.waitUntil(() => messages.length === 3, 10_000);
      expect(messages.slice(1)).toEqual([{ number: 1 }, { number: 2 }]);
    });

    test('the environment given is added to the station’s own', async () => {
      const ready = await readyMessage(startWorker({ GREETING: 'hello' }));
      expect(ready.greeting).toBe('hello');
    });

    test('a worker that fails is reported with its exit code and its last words', async () => {
      const worker = startWorker();
      worker.send('throw');
      const { code, lastWords } = await exitOf(worker);
      expect(code).toBe(1);
      expect(lastWords).toContain('The belt has come off');
    });

    test('a worker that ends itself is reported with its code', async () => {
      const worker = startWorker();
      worker.send('exit');
      expect(await exitOf(worker)).toEqual({ code: 7, lastWords: '' });
    });

    test('a native crash is reported without a code, and the station goes on', async () => {
      const worker = startWorker();
      worker.send('abort');
      expect((await exitOf(worker)).code).toBeNull();
    });

    test('a killed worker is reported, also to who asks later; sending to it is no failure', async () => {
      const worker = startWorker();
      await nextMessage(worker);
      worker.kill();
      expect((await exitOf(worker)).code).toBeNull();
      worker.send({ late: true });
      expect((await exitOf(worker)).code).toBeNull();
    });

    test('a program that is not there is reported as an exit that names it', async () => {
      const worker = fork(workerFixture('no-such-worker.ts'));
      const { code, lastWords } = await exitOf(worker);
      expect(code).toBe(1);
      expect(lastWords).toContain('no-such-worker.ts');
    });

    test('a worker leaves the terminal’s signals to the station', async () => {
      const worker = startWorker();
      const { pid } = await readyMessage(worker);
      process.kill(pid, 'SIGINT');
      process.kill(pid, 'SIGTERM');
      const back = nextMessage(worker);
      worker.send('still here');
      expect(await back).toBe('still here');
    });

    test('a worker that is killed before it could start does nothing', async () => {
      const worker = startWorker();
      const messages: unknown[] = [];
      worker.onMessage((message) => messages.push(message));
      worker.send('exit');
      worker.kill();
      expect((await exitOf(worker)).code).toBeNull();
      expect(messages).toEqual([]);
    });

    test('a worker that the system ends is reported without a code', async () => {
      const worker = startWorker();
      const { pid } = await readyMessage(worker);
      process.kill(pid, 'SIGKILL');
      expect(await exitOf(worker)).toEqual({ code: null, lastWords: '' });
    });

    test('a worker with a promise that nobody waits for fails fast', async () => {
      const worker = startWorker();
      worker.send('reject');
      const { code, lastWords } = await exitOf(worker);
      expect(code).toBe(1);
      expect(lastWords).toContain('The belt has slipped');
    });

    test('last words come whole, however the system cuts them', async () => {
      const worker = startWorker();
      worker.send('say Prüfstück 曲奇');
      expect(await exitOf(worker)).toEqual({ code: 0, lastWords: 'Prüfstück 曲奇' });
    });
  });
}
