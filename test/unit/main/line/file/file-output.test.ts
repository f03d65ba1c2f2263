import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { headlessHost } from '../../../../../src/main/host/headless-host.ts';
import { fileOutput } from '../../../../../src/main/line/file/file-output.ts';
import { partMessage } from '../../../../../src/main/line/message.ts';
import { noLine } from '../../../../../src/main/line/no-line.ts';
import type { KeptMessage } from '../../../../../src/shared/contract/line-message.ts';
import type { FileFormat } from '../../../../../src/shared/domain/output-kinds.ts';
import type { DecimalSeparator } from '../../../../../src/shared/domain/station-settings.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { partResult } from '../../../../support/part-result.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { withoutPrivileges } from '../../../../support/without-privileges.ts';

const home = '/home/station';

function messageAt(number: number, capturedAt: number, station = 'Linie 3/b'): KeptMessage {
  const sender = { station, timeZone: 'Asia/Tokyo' };
  return { number, body: partMessage(partResult({ capturedAt }), 'Disc', null, sender) };
}

/** Gives messages to an idle file output. */
async function deliver(
  folder: string,
  format: FileFormat,
  messages: readonly KeptMessage[],
  decimal: DecimalSeparator = 'point',
): Promise<void> {
  const waiting = [...messages];
  const { promise: over, resolve, reject } = Promise.withResolvers<undefined>();
  const output = fileOutput.open(
    { kind: 'file', folder, format },
    {
      id: '11111111-1111-4111-8111-111111111111',
      home: folder,
      commands: noLine,
      secrets: { read: () => null },
      forkWorker: headlessHost().forkWorker,
      settings: () => ({
        'station.name': '',
        'report.language': 'window',
        'csv.decimalSeparator': decimal,
        'inspection.unlikePictures': 'judge',
        'inspection.unlogged': 'go-on',
        'line.silence': 0,
        'log.pictures': 'lossless',
        'disk.amber': 5,
        'disk.red': 200,
        'backup.folder': '',
        'backup.everyHours': 24,
        'backup.keep': 14,
        'folders.places': '',
        'logs.level': 'info',
        'plant.parts': 'send',
        'plant.entries': 'send',
        'plant.thumbnails': 'keep',
        'plant.state': 'send',
        'plant.decisions': 'take',
        'plant.models': 'take',
        'plant.training': 'refuse',
        'plant.zone': '',
        'users.mode': 'single',
        'users.lockOperator': 0,
        'users.lockOthers': 15,
      }),
      outbox: {
        waiting: (limit) => waiting.slice(0, limit),
        delivered(done) {
          waiting.splice(0, done.length);
          if (waiting.length === 0) resolve(undefined);
        },
        givenUp: () => reject(new Error('Files give nothing up')),
        failed: reject,
      },
    },
  );
  output.accept();
  await over;
  await output.close();
}

test('a file a day, by the wall clock of the station', async () => {
  const folder = temporaryFolder();
  const midnight = Date.UTC(2026, 10, 29, 15);
  await deliver(folder, 'json-lines', [
    ...[messageAt(1, midnight - 1), messageAt(2, midnight), messageAt(3, midnight + 1)],
    messageAt(4, midnight - 2, ''),
  ]);
  const numbers = (name: string): number[] =>
    readFileSync(join(folder, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => Number(/"number":(\d+)/.exec(line)?.[1]));
  expect(readdirSync(folder).sort()).toEqual([
    ...['parts-2026-11-29.jsonl', 'parts-Linie-3-b-2026-11-29.jsonl', 'parts-Linie-3-b-2026-11-30.jsonl'],
  ]);
  expect(numbers('parts-Linie-3-b-2026-11-29.jsonl')).toEqual([1]);
  expect(numbers('parts-Linie-3-b-2026-11-30.jsonl')).toEqual([2, 3]);
});

test('more than fit at once leave in order', async () => {
  const folder = temporaryFolder();
  const messages = Array.from({ length: 250 }, (_, index) => messageAt(index + 1, 0));
  await deliver(folder, 'csv', messages);
  const rows = readFileSync(join(folder, 'parts-Linie-3-b-1970-01-01.csv'), 'utf8').trimEnd().split('\r\n');
  expect(rows.slice(1).map((row) => Number(row.split(',')[0]))).toEqual(messages.map(({ number }) => number));
});

test('a table with other columns is left alone: the day goes on in another file', async () => {
  const folder = temporaryFolder();
  await deliver(folder, 'csv', [messageAt(1, 0)]);
  await deliver(folder, 'csv', [messageAt(2, 0)], 'comma');
  await deliver(folder, 'csv', [messageAt(3, 0)], 'comma');
  const second = readFileSync(join(folder, 'parts-Linie-3-b-1970-01-01-2.csv'), 'utf8');
  expect(readFileSync(join(folder, 'parts-Linie-3-b-1970-01-01.csv'), 'utf8').split('\r\n')).toHaveLength(3);
  expect(
    second
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(';')[0]),
  ).toEqual(['2', '3', '']);
});

test('a folder that cannot take results is refused by name, and none is made', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const check = (path: string) =>
    failureOf(() => fileOutput.check({ kind: 'file', folder: path, format: 'csv' }, home));
  expect(await check('results')).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('“results”'),
  });
  expect(await check(join(folder, 'none'))).toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining(join(folder, 'none')),
  });
  expect(await check(file)).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('is a file'),
  });
  expect(readdirSync(folder)).toEqual(['file']);
  await fileOutput.check({ kind: 'file', folder, format: 'csv' }, home);
  expect(readdirSync(folder)).toEqual(['file']);
});

test('the folder of the station itself takes no results', async () => {
  const own = join(temporaryFolder(), 'home');
  mkdirSync(join(own, 'images'), { recursive: true });
  mkdirSync(`${own}-results`);
  symlinkSync(join(own, 'images'), `${own}-link`);
  for (const folder of [own, join(own, 'images'), `${own}-link`]) {
    const target = { kind: 'file', folder, format: 'csv' } as const;
    expect(await failureOf(() => fileOutput.check(target, own))).toMatchObject({ code: 'BAD_INPUT' });
  }
  await fileOutput.check({ kind: 'file', folder: `${own}-results`, format: 'csv' }, own);
});

test.skipIf(process.platform === 'win32')('a folder without the right to write is refused', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o555);
  const target = { kind: 'file', folder, format: 'csv' } as const;
  const failure = await withoutPrivileges(() => failureOf(() => fileOutput.check(target, home)));
  expect(failure).toMatchObject({ code: 'NO_PERMISSION', message: expect.stringContaining(folder) });
});
