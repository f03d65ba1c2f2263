import { expect, test } from 'vitest';
import { socketPaths } from '../../src/shared/contract/ports.ts';
import type { ExportEvent } from '../../src/shared/contract/statistics.ts';
import { headlessStation } from '../support/headless-station.ts';
import { readPdf } from '../support/read-pdf.ts';
import { clientOn } from '../support/socket-client.ts';

async function named(name: string) {
  const server = await headlessStation();
  const client = clientOn(server.socket(socketPaths.procedures));
  await client.settings.set({ values: { 'station.name': name }, expected: 0 });
  const exported = async (events: Promise<AsyncIterable<ExportEvent>>) => {
    for await (const event of await events) {
      if (event.kind === 'finished') return event;
    }
    throw new Error('The export ended early');
  };
  return { ...server, client, exported };
}

test.each([
  'Line 3"; filename="evil.exe',
  '../../etc/passwd',
  '..\\..\\C:\\x',
  'Linie 3 曲奇 Ø',
  '<script>alert(1)</script>',
  '=cmd|"/c calc"!A1',
  'CON',
])('the name %j becomes no other file, header or formula', async (name) => {
  const { client, exported, get, station } = await named(name);
  const { exportId, fileName } = await exported(client.statistics.exportLog({ timeZone: 'UTC' }));
  expect(fileName).toMatch(/^loupe-log-[\p{L}\p{N}-]+-\d{4}-\d\d-\d\d\.csv$/u);
  const { headers, body, status } = await get(`/media/export/${exportId}`);
  expect(status).toBe(200);
  const disposition = headers['content-disposition'] ?? '';
  expect(disposition).toMatch(
    /^attachment; filename="loupe-log-[\w-]+\.csv"(; filename\*=UTF-8''[\w%.-]+)?$/,
  );
  const told = /filename\*=UTF-8''(.*)$/.exec(disposition)?.[1];
  expect(told === undefined ? disposition.includes(fileName) : decodeURIComponent(told) === fileName).toBe(
    true,
  );
  expect(headers['content-security-policy']).toContain('sandbox');
  expect(body).not.toContain('cmd|');
  expect(
    (await station.readMedia({ kind: 'export', id: exportId }, { name: 'x', roles: ['viewer'] })).fileName,
  ).toBe(fileName);
});

test('a name with markup is text on paper, and the paper runs nothing', async () => {
  const name = '<script>alert(1)</script> (曲奇) ) Tj /JS';
  const { client, exported, station } = await named(name);
  const { exportId } = await exported(client.statistics.exportReport({ timeZone: 'UTC' }));
  const { body } = await station.readMedia(
    { kind: 'export', id: exportId },
    { name: 'x', roles: ['viewer'] },
  );
  const bytes = await body.bytes();
  expect(readPdf(bytes).text[0]).toContain(name);
  expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/\/(JS|JavaScript|OpenAction|AA|Launch)\b/);
});

test('who was not let in is not told what the station is called', async () => {
  const { get, client } = await named('Secret line 3');
  expect((await client.station.status()).name).toBe('Secret line 3');
  for (const path of ['/', '/media/export/1', '/?token=wrong']) {
    const { body, headers } = await get(path, {});
    expect(body + JSON.stringify(headers)).not.toContain('Secret');
  }
});
