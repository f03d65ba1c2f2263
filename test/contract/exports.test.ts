import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test, vi } from 'vitest';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host, WorkerProcess } from '../../src/main/host/host.ts';
import type { WorkerEntry } from '../../src/main/host/worker-file.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { ExportEvent } from '../../src/shared/contract/statistics.ts';
import { writeLogHome } from '../e2e/support/log-home.ts';
import { readPdf } from '../support/read-pdf.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

async function exportIdOf(events: AsyncIterable<ExportEvent>): Promise<number> {
  for await (const event of events) if (event.kind === 'finished') return event.exportId;
  throw new Error('The export ended early');
}

test('a log and a report are written for those who review, and read by their address alone', async () => {
  const folder = temporaryFolder();
  const log = await writeLogHome(join(folder, 'home'), 'Cookie', Date.UTC(2026, 10, 25, 12));
  const { station, bugs } = await openStationUnderTest(folder);
  const operator = { name: 'Ove', roles: ['operator'] } as const;
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const atTheLine = createRouterClient(station.router, { context: { user: operator } });
  const request = { timeZone: 'UTC', language: 'en', entries: 2 } as const;

  await expect(atTheLine.statistics.exportReport(request)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const id = await exportIdOf(await client.statistics.exportReport(request));
  const address = { kind: 'export', id } as const;
  await expect(station.readMedia(address, operator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const report = await station.readMedia(address, singleUser);
  expect(report).toMatchObject({ type: 'application/pdf', fileName: expect.stringMatching(/\.pdf$/) });
  const pdf = readPdf(await report.body.bytes());
  expect(pdf.pictures).toBe(4);
  expect(pdf.text.join('\n')).toContain(`Shown: 2 of ${log.entries}, the highest score first.`);

  const logId = await exportIdOf(await client.statistics.exportLog({ timeZone: 'UTC' }));
  const csv = await station.readMedia({ kind: 'export', id: logId }, singleUser);
  expect((await csv.body.text()).match(/^\d+,/gm)).toHaveLength(log.entries);

  const values = { 'report.language': 'de', 'csv.decimalSeparator': 'comma' } as const;
  await client.settings.set({ values, expected: 0 });
  const read = async (exportId: number) =>
    (await station.readMedia({ kind: 'export', id: exportId }, singleUser)).body.bytes();
  const german = await exportIdOf(await client.statistics.exportReport({ timeZone: 'UTC', entries: 0 }));
  expect(readPdf(await read(german)).text[0]).toContain('Prüfbericht');
  const english = await exportIdOf(await client.statistics.exportReport({ ...request, entries: 0 }));
  expect(readPdf(await read(english)).text[0]).toContain('Inspection report');
  const semicolons = await exportIdOf(await client.statistics.exportLog({ timeZone: 'UTC' }));
  expect(new TextDecoder().decode(await read(semicolons)).match(/^\d+;/gm)).toHaveLength(log.entries);
  const asked = { timeZone: 'UTC', decimalSeparator: 'point' } as const;
  const commas = await exportIdOf(await client.statistics.exportLog(asked));
  expect(new TextDecoder().decode(await read(commas)).match(/^\d+,/gm)).toHaveLength(log.entries);

  const beyond = { ...request, entries: 1001 };
  await expect(client.statistics.exportReport(beyond)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const nowhere = { ...request, timeZone: 'Mars/Olympus' };
  await expect(client.statistics.exportReport(nowhere)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const filter = { productId: '00000000-0000-4000-8000-000000000000' };
  const unknown = exportIdOf(await client.statistics.exportReport({ ...request, filter }));
  await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(bugs).toEqual([]);
});

test('a viewer is told what kind of source a part had, and not where its pictures lie: not by entry, log or report', async () => {
  const folder = temporaryFolder();
  await writeLogHome(join(folder, 'home'), 'Cookie', Date.UTC(2026, 10, 25, 12));
  const { station } = await openStationUnderTest(folder);
  for (const [role, told] of [
    ['viewer', false],
    ['reviewer', true],
  ] as const) {
    const user = { name: 'Vera', roles: [role] };
    const client = createRouterClient(station.router, { context: { user } });
    const { ids } = await client.log.list({});
    const { source } = await client.log.get({ id: ids[0] ?? 0 });
    expect(source).toEqual({ kind: 'watched-folder', address: told ? '/parts' : null });
    const read = async (id: number) => (await station.readMedia({ kind: 'export', id }, user)).body.bytes();
    const csv = await read(await exportIdOf(await client.statistics.exportLog({ timeZone: 'UTC' })));
    expect(new TextDecoder().decode(csv).includes('/parts')).toBe(told);
    const asked = { timeZone: 'UTC', language: 'en', entries: 2 } as const;
    const pdf = readPdf(await read(await exportIdOf(await client.statistics.exportReport(asked))));
    expect(pdf.text.join('\n').includes('/parts')).toBe(told);
  }
});

test('a reader that is killed fails its calls by name; no other process is touched, and the station answers', async () => {
  const folder = temporaryFolder();
  const log = await writeLogHome(join(folder, 'home'), 'Cookie', Date.UTC(2026, 10, 25, 12));
  const headless = headlessHost();
  const started: { readonly entry: WorkerEntry; readonly worker: WorkerProcess }[] = [];
  const host: Host = {
    ...headless,
    forkWorker(entry, environment) {
      const worker = headless.forkWorker(entry, environment);
      started.push({ entry, worker });
      return worker;
    },
  };
  const readers = () => started.filter(({ entry }) => entry === 'log-reader');
  const { station, bugs } = await openStationUnderTest(folder, host);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const operator = { name: 'Ove', roles: ['operator'] } as const;
  const atTheLine = createRouterClient(station.router, { context: { user: operator } });
  const all = { timeZone: 'UTC' };
  await expect(atTheLine.statistics.exportLog(all)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(readers()).toEqual([]);

  const overview = client.statistics.overview(all);
  await vi.waitUntil(() => readers().length === 1, 20_000);
  readers()[0]?.worker.kill();
  await expect(overview).rejects.toMatchObject({
    code: 'WORKER_FAILED',
    message: expect.stringContaining('Ask again.'),
  });
  expect(await client.products.list()).toHaveLength(1);
  const id = await exportIdOf(await client.statistics.exportLog(all));
  const csv = await station.readMedia({ kind: 'export', id }, singleUser);
  expect((await csv.body.text()).match(/^\d+,/gm)).toHaveLength(log.entries);
  expect(started.map(({ entry }) => entry)).toEqual(['log-reader', 'log-reader']);
  expect(bugs).toEqual([]);
});
