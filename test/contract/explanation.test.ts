import { createRouterClient } from '@orpc/server';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host } from '../../src/main/host/host.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { writeExplainedHome, type Flaw } from '../support/explained-home.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

async function open(flaws: readonly Flaw[]) {
  const folder = temporaryFolder();
  const home = await writeExplainedHome(join(folder, 'home'), 'Disc', flaws);
  const headless = headlessHost();
  /** Explanation processes that were started, and whether the next question to one kills it. */
  const processes = { started: 0, doomed: false };
  const host: Host = {
    ...headless,
    forkWorker: (entry, environment) => {
      const worker = headless.forkWorker(entry, environment);
      if (entry !== 'explanation') return worker;
      processes.started += 1;
      const send = (message: unknown): void => {
        if (processes.doomed) worker.kill();
        worker.send(message);
      };
      return { ...worker, send };
    },
  };
  const { station, bugs } = await openStationUnderTest(folder, host);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  return { ...home, station, client, bugs, processes };
}

async function floats(
  { station }: Awaited<ReturnType<typeof open>>,
  kind: 'defect-map' | 'defect-map-parts',
  id: number,
): Promise<Float32Array> {
  const { bytes } = await station.readMedia({ kind, id }, singleUser);
  return new Float32Array(new Uint8Array(bytes).buffer);
}

test('the map of an entry is the sum of its parts, long after it was logged', async () => {
  const opened = await open(['scratch', 'stain']);
  for (const id of opened.entries) {
    const found = await opened.client.explanation.parts({ id });
    expect(found).toEqual({ id, parts: ['error', 'uncertainty'], width: 128, height: 128 });
    const logged = await floats(opened, 'defect-map', id);
    const values = await floats(opened, 'defect-map-parts', id);
    expect(values).toHaveLength(2 * logged.length);
    const sums = logged.map((_, at) => (values[at] ?? 0) + (values[logged.length + at] ?? 0));
    const largest = Math.max(...sums.map((sum, at) => Math.abs(sum - (logged[at] ?? 0))));
    expect(largest).toBeLessThan(1e-4 * Math.max(...logged));
  }
  // The second entry found the process that the first one had started.
  expect(opened.processes.started).toBe(1);
  expect(opened.bugs).toEqual([]);
});

test('when the explanation process dies, the call fails by name, the station lives and explains the next time', async () => {
  const { client, processes, entries, bugs } = await open(['scratch', 'stain']);
  const [id = 0, next = 0] = entries;
  await client.explanation.parts({ id });
  processes.doomed = true;
  await expect(client.explanation.parts({ id: next })).rejects.toMatchObject({
    code: 'WORKER_FAILED',
    message: expect.stringContaining('The inspection is not affected'),
  });
  expect(await client.inspection.current()).toBeNull();
  processes.doomed = false;
  await expect(client.explanation.parts({ id: next })).resolves.toMatchObject({ id: next });
  expect(processes.started).toBe(2);
  expect(bugs).toEqual([]);
});

test('an entry that is not there, a picture that is gone and a damaged model are named', async () => {
  const { client, entries, graph, station, bugs } = await open(['scratch']);
  const [id = 0] = entries;
  await expect(client.explanation.parts({ id: 99 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  rmSync(join(station.paths.home, 'defects'), { recursive: true });
  await expect(client.explanation.parts({ id })).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
  writeFileSync(graph, 'no graph');
  await expect(client.explanation.parts({ id })).rejects.toMatchObject({ code: 'CORRUPT_MODEL' });
  expect(bugs).toEqual([]);
});
