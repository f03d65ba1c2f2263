import { createRouterClient } from '@orpc/server';
import Sqlite from 'better-sqlite3';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host } from '../../src/main/host/host.ts';
import { decodeImage } from '../../src/main/images/decode-image.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { writeExplainedHome, type Flaw } from '../support/explained-home.ts';
import { collect } from '../support/collect.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

async function open(flaws: readonly Flaw[]) {
  const folder = temporaryFolder();
  const home = await writeExplainedHome(join(folder, 'home'), 'Disc', flaws);
  const headless = headlessHost();
  /** Number of started explanation processes, and whether the next question kills one. */
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
  kind: 'entry-map' | 'entry-map-parts',
  id: number,
): Promise<Float32Array> {
  const { body } = await station.readMedia({ kind, id }, singleUser);
  return new Float32Array(await body.arrayBuffer());
}

test('the map of an entry is the sum of its parts, long after it was logged', async () => {
  const opened = await open(['scratch', 'stain']);
  for (const id of opened.entries) {
    const found = await opened.client.explanation.parts({ id });
    expect(found).toEqual({ id, parts: ['error', 'uncertainty'], width: 128, height: 128 });
    const logged = await floats(opened, 'entry-map', id);
    const values = await floats(opened, 'entry-map-parts', id);
    expect(values).toHaveLength(2 * logged.length);
    const sums = logged.map((_, at) => (values[at] ?? 0) + (values[logged.length + at] ?? 0));
    const largest = Math.max(...sums.map((sum, at) => Math.abs(sum - (logged[at] ?? 0))));
    expect(largest).toBeLessThan(1e-4 * Math.max(...logged));
  }
  // The second entry used the process that the first one had started.
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

type Opened = Awaited<ReturnType<typeof open>>;

/** Searches for similar entries. @returns the result and the steps before it */
async function similarTo({ client }: Opened, id: number, among?: number) {
  const events = await collect(await client.explanation.similar({ id, ...(among ? { among } : {}) }));
  const last = events.at(-1);
  if (last?.kind !== 'found') throw new Error('Nothing was found');
  return { found: last, steps: events.slice(0, -1) };
}

test('the entries whose defects look alike come first; the teacher looks at each picture once', async () => {
  const flaws = ['scratch', 'stain', 'scratch', 'stain', 'scratch', 'stain'] as const;
  const opened = await open(flaws);
  const { client, entries, bugs } = opened;
  const kindOf = (id: number): string => flaws[entries.indexOf(id)] ?? '';
  const [scratch = 0, stain = 0] = entries;
  await client.log.decide({ id: entries[2] ?? 0, decision: 'defect', cause: 'Scratch' });

  const first = await similarTo(opened, scratch);
  expect(first.steps).toEqual([
    { kind: 'progress', done: 0, total: 6 },
    { kind: 'progress', done: 4, total: 6 },
  ]);
  expect(first.found).toMatchObject({ id: scratch, compared: 5, unreadable: 0, others: 5 });
  const ids = first.found.similar.map(({ entry }) => entry.id);
  expect(ids).not.toContain(scratch);
  expect(ids.map(kindOf)).toEqual(['scratch', 'scratch', 'stain', 'stain', 'stain']);
  const similarities = first.found.similar.map(({ similarity }) => similarity);
  expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
  expect(first.found.similar.find(({ entry }) => entry.id === entries[2])?.entry).toMatchObject({
    decision: 'defect',
    cause: 'Scratch',
  });

  const second = await similarTo(opened, stain);
  expect(second.steps).toEqual([]);
  expect(second.found.similar.slice(0, 2).map(({ entry }) => kindOf(entry.id))).toEqual(['stain', 'stain']);

  // A search for fewer entries compares only the newest ones.
  const few = await similarTo(opened, scratch, 2);
  expect(few.found).toMatchObject({ compared: 2, others: 5 });
  expect(few.found.similar.map(({ entry }) => entry.id).toSorted()).toEqual(entries.slice(4));
  expect(bugs).toEqual([]);
});

test('a search that is left keeps what it has found out; a picture that is gone is counted and left out', async () => {
  const opened = await open(Array.from({ length: 9 }, () => 'scratch' as const));
  const { client, entries, station, bugs } = opened;
  const [id = 0] = entries;
  for await (const event of await client.explanation.similar({ id })) {
    if (event.kind === 'progress' && event.done === 4) break;
  }
  const lost = await client.log.get({ id: entries[1] ?? 0 });
  const database = new Sqlite(station.paths.database, { readonly: true });
  const path = z
    .object({ picture_path: z.string() })
    .parse(database.prepare('SELECT picture_path FROM log_entries WHERE id = ?').get(lost.id)).picture_path;
  database.close();
  rmSync(join(station.paths.home, path));
  const { steps, found } = await similarTo(opened, id);
  const [step] = steps;
  expect(step).toMatchObject({ kind: 'progress', done: 0 });
  expect(step?.kind === 'progress' ? step.total : 9).toBeLessThan(6);
  expect(found).toMatchObject({ compared: 7, unreadable: 1, others: 8 });
  await expect(similarTo(opened, lost.id)).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
  expect(bugs).toEqual([]);
});

test('the defect of an entry by itself is a small picture', async () => {
  const { entries, station } = await open(['stain']);
  const { body, type } = await station.readMedia({ kind: 'entry-crop', id: entries[0] ?? 0 }, singleUser);
  const { width, height, data } = await decodeImage(await body.bytes(), 'crop');
  expect([type, Math.max(width, height)]).toEqual(['image/jpeg', 192]);
  // The stain is reddish; everything else is grey.
  const middle = (Math.floor(height / 2) * width + Math.floor(width / 2)) * 3;
  expect((data[middle] ?? 0) - (data[middle + 2] ?? 0)).toBeGreaterThan(40);
});
