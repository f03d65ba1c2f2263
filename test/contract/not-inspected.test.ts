import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { counted, countedParts } from '../support/counts.ts';
import { dyingHost } from '../support/dying-host.ts';
import { openWatchedLine, type WatchedLine } from '../support/watched-line.ts';

/** Returns the outcomes of the parts in the order in which windows heard of them. */
const told = ({ heard }: WatchedLine) =>
  heard
    .filter((message) => message.kind === 'result' || message.kind === 'uninspected')
    .map((message) => [message.name, message.verdict === 'not-inspected' ? message.reason : message.verdict]);

const waitForParts = (line: WatchedLine, count: number) =>
  vi.waitUntil(() => told(line).length >= count, 30_000);

test('a part is tried again when the process dies in it; one that takes it down each time is named alone', async () => {
  const line = await openWatchedLine(['Disc'], dyingHost(new Set([2, 5, 6, 7])));
  const { client, products, source, drop, bugs } = line;
  const [{ productId }] = products;
  await line.judgeAll(productId, 'good');
  const session = await client.inspection.start({ productId, source });
  for (let part = 1; part <= 6; part++) {
    await drop(`part-${part}.png`, part);
    await waitForParts(line, part);
  }
  const ended = await client.inspection.stop({ sessionId: session.id });
  expect(told(line)).toEqual([
    ['part-1.png', 'good'],
    ['part-2.png', 'good'],
    ['part-3.png', 'good'],
    ['part-4.png', 'worker-failed'],
    ['part-5.png', 'good'],
    ['part-6.png', 'good'],
  ]);
  const counts = counted({ good: 5, 'not-inspected': 1 });
  expect(ended.counts).toEqual({ ...counts, dropped: 0 });
  expect(await client.log.counts({ sessionId: session.id })).toEqual({ ...countedParts({}), parts: counts });
  const { entries } = await client.log.query({ filter: { verdict: 'not-inspected' }, order: 'oldest' });
  expect(entries).toMatchObject([
    { name: 'part-4.png', reason: 'worker-failed', score: null, pictured: true },
  ]);
  expect(await client.log.get({ id: entries[0]?.id ?? 0 })).toMatchObject({
    detail: expect.stringContaining('The inspection process'),
    picture: { width: 96, height: 80 },
  });
  expect(bugs).toEqual([]);
});

test('parts that arrived are good, review, defect or not inspected, whatever of files, log and process fails', async () => {
  const line = await openWatchedLine(['Disc'], dyingHost(new Set([3, 4, 5])));
  const { client, station, products, source, drop, parts, folder, bugs } = line;
  const [{ productId }] = products;
  await line.judgeAll(productId, 'defect');
  await client.products.setLine({ id: productId, line: { alarmAfter: 4, code: null } });
  const { id: sessionId } = await client.inspection.start({ productId, source });

  await drop('1.png', 1);
  await waitForParts(line, 1);
  writeFileSync(join(folder, '2.png'), 'no picture');
  renameSync(join(folder, '2.png'), join(parts, '2.png'));
  await waitForParts(line, 2);
  // The folder of the log's pictures cannot be written.
  const pictures = join(station.paths.home, 'defects');
  renameSync(pictures, `${pictures}-away`);
  writeFileSync(pictures, 'in the way');
  await drop('3.png', 3);
  await waitForParts(line, 3);
  renameSync(pictures, `${pictures}-blocking`);
  renameSync(`${pictures}-away`, pictures);
  expect(await client.inspection.alarms()).toEqual([]);
  await drop('4.png', 4);
  await waitForParts(line, 4);
  expect(await client.inspection.alarms()).toMatchObject([{ alarmAfter: 4 }]);
  await line.judgeAll(productId, 'good');
  await drop('5.png', 5);
  await waitForParts(line, 5);
  await client.inspection.stop({ sessionId });

  expect(told(line)).toEqual([
    ['1.png', 'defect'],
    ['2.png', 'unreadable'],
    ['3.png', 'not-logged'],
    ['4.png', 'worker-failed'],
    ['5.png', 'good'],
  ]);
  const counts = counted({ good: 1, defect: 1, 'not-inspected': 3 });
  const logged = await client.log.counts({ sessionId });
  expect(logged.parts).toEqual(counts);
  expect(arrivedIn(logged.parts)).toBe(5);
  const overview = await client.statistics.overview({ timeZone: 'UTC' });
  expect(
    overview.buckets.map(({ parts: inBucket }) => arrivedIn(inBucket)).reduce((sum, count) => sum + count),
  ).toBe(5);
  expect(overview.reasons.map(({ reason }) => reason).toSorted()).toEqual([
    'not-logged',
    'unreadable',
    'worker-failed',
  ]);
  const { entries } = await client.log.query({ filter: { verdict: 'not-inspected' }, order: 'oldest' });
  expect(entries.map(({ name, pictured }) => [name, pictured])).toEqual([
    ['2.png', false],
    ['3.png', false],
    ['4.png', true],
  ]);
  expect(existsSync(`${pictures}-blocking`)).toBe(true);
  expect(bugs).toEqual([]);
});

test('a shift counts parts that were not inspected apart', async () => {
  const line = await openWatchedLine();
  const { client, products, source, drop, parts, folder } = line;
  const [{ productId }] = products;
  await line.judgeAll(productId, 'good');
  const shift = await client.shifts.start({});
  const { id: sessionId } = await client.inspection.start({ productId, source });
  await drop('1.png', 1);
  writeFileSync(join(folder, '2.png'), 'no picture');
  renameSync(join(folder, '2.png'), join(parts, '2.png'));
  await waitForParts(line, 2);
  await client.inspection.stop({ sessionId });
  const summary = await client.shifts.end({ shiftId: shift.id });
  expect(summary.products).toMatchObject([{ productId, ...countedParts({ good: 1, 'not-inspected': 1 }) }]);
});

test('a line that is set to halt pauses when a verdict cannot be logged, says why, and goes on when told to', async () => {
  const line = await openWatchedLine();
  const { client, station, products, source, drop } = line;
  const [{ productId }] = products;
  await client.settings.set({ values: { 'inspection.unlogged': 'halt' }, expected: 0 });
  await line.judgeAll(productId, 'defect');
  const { id: sessionId } = await client.inspection.start({ productId, source });
  // The folder of the log's pictures cannot be written.
  const pictures = join(station.paths.home, 'defects');
  writeFileSync(pictures, 'in the way');
  await drop('1.png', 1);
  await waitForParts(line, 1);
  const pause = { pausedBy: 'Loupe', reason: 'The log could not keep the verdict' };
  expect(await client.inspection.current()).toMatchObject({ paused: true, pause });
  await drop('2.png', 2);
  renameSync(pictures, `${pictures}-blocking`);
  await client.inspection.pause({ sessionId, paused: false });
  await waitForParts(line, 2);
  await client.inspection.stop({ sessionId });
  expect(told(line)).toEqual([
    ['1.png', 'not-logged'],
    ['2.png', 'defect'],
  ]);
});
