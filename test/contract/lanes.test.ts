import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test, vi } from 'vitest';
import { encodePng } from '../../src/main/images/encode-image.ts';
import type { LineEvent } from '../../src/main/line/line-commands.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { usualLane, type Lane } from '../../src/shared/domain/lanes.ts';
import { testFrame } from '../support/test-frame.ts';
import { openWatchedLine } from '../support/watched-line.ts';
import { openStationUnderTest } from './station-under-test.ts';

const lane = (number: number, change: Partial<Lane>): Lane => ({ ...usualLane(number), ...change });

test('four lanes inspect at once, each its own source; log, channel and outputs name lane and part', async () => {
  const { folder, station, client, bugs, heard, products } = await openWatchedLine(['Disc', 'Lid']);
  const numbers = [1, 2, 3, 4];
  const folderOf = (number: number): string => join(folder, `lane-${number}`);
  for (const number of numbers) {
    mkdirSync(folderOf(number));
    const set = lane(number, {
      source: { kind: 'watched-folder', folder: folderOf(number) },
      name: `Side ${number}`,
    });
    const { number: _, ...settings } = set;
    if (number === 1) await client.lanes.change({ number, expected: 0, lane: settings });
    else await client.lanes.add(set);
  }
  const events: LineEvent[] = [];
  station.line.subscribe((event) => events.push(event));
  for (const number of numbers) {
    const { productId } = products[number % 2] ?? products[0];
    await client.inspection.start({ productId, lane: number });
  }
  expect(await client.inspection.sessions()).toMatchObject(
    numbers.map((number) => ({ lane: number, laneName: `Side ${number}` })),
  );
  await expect(
    client.inspection.start({
      productId: products[0].productId,
      lane: 4,
      source: { kind: 'watched-folder', folder: folderOf(2) },
    }),
  ).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('“Side 2” inspects') });
  const second = (await client.lanes.list())[1];
  await expect(client.lanes.remove({ number: 2, expected: second?.version ?? 0 })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: '“Side 2” inspects. Stop its inspection first.',
  });

  for (const number of numbers) {
    for (const part of [1, 2, 3]) {
      const name = `${number}-${part}.png`;
      writeFileSync(join(folder, name), await encodePng(testFrame(part, 48, 40)));
      renameSync(join(folder, name), join(folderOf(number), name));
    }
  }
  const results = () => heard.flatMap((message) => (message.kind === 'result' ? [message] : []));
  await vi.waitFor(() => expect(results()).toHaveLength(12), 30_000);
  for (const { name, lane: at, laneName } of results()) {
    expect({ at, laneName }).toEqual({ at: Number(name?.[0]), laneName: `Side ${at}` });
  }
  const given = results().map(({ partNumber }) => partNumber);
  expect(new Set(given)).toEqual(new Set(Array.from({ length: 12 }, (_, index) => index + 1)));
  expect(events.filter(({ kind }) => kind === 'part')).toHaveLength(12);

  await client.inspection.stop({ sessionId: (await client.inspection.current({ lane: 3 }))?.id ?? '' });
  expect((await client.inspection.sessions()).map((session) => session.lane)).toEqual([1, 2, 4]);
  expect(await client.log.counts({ lane: 3 })).toMatchObject({ parts: expect.anything() });
  const { parts } = await client.log.counts({ lane: 3 });
  expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(3);
  const logged = await client.log.query({ filter: { lane: 2 } });
  for (const entry of logged.entries) {
    expect(entry).toMatchObject({ lane: 2, laneName: 'Side 2', partNumber: expect.any(Number) });
  }
  expect(bugs).toEqual([]);
});

test('a lane gives a part when it is asked for one; no number is used twice, and what got no frame is late', async () => {
  const { folder, station, client, bugs, products } = await openWatchedLine();
  const [{ productId }] = products;
  const { line } = station;
  await client.lanes.add(
    lane(2, {
      source: { kind: 'simulated-camera' },
      trigger: { kind: 'software', delayMs: 0, debounceMs: 0 },
    }),
  );
  expect(() => line.trigger(7, null)).toThrow('There is no lane 7.');
  expect(() => line.trigger(2, null)).toThrow('“Lane 2” inspects nothing.');
  await expect(line.start(2, singleUser)).rejects.toThrow('“Lane 2” has inspected nothing yet.');

  await expect(client.inspection.startLane({ lane: 2 })).rejects.toMatchObject({ code: 'CONFLICT' });

  const session = await client.inspection.start({ productId, lane: 2 });
  expect(line.lanes()).toMatchObject([
    { number: 1, state: 'stopped', product: null },
    { number: 2, state: 'ready', product: { id: productId, name: 'Disc' } },
  ]);
  const first = line.trigger(2, 'SN 1');
  expect(line.lanes()[1]?.state).toBe('busy');
  expect(() => line.trigger(2, 'SN 2')).toThrow('“Lane 2” is busy');
  expect(await first.outcome).toMatchObject({ partNumber: first.partNumber, name: 'SN 1', lane: 2 });
  const second = line.trigger(2, null);
  expect(await second.outcome).toMatchObject({ partNumber: first.partNumber + 1, name: null });

  // The lane is stopped before a frame comes.
  const third = line.trigger(2, 'SN 3');
  await client.inspection.stop({ sessionId: session.id });
  const { partNumber } = await third.outcome;
  expect(partNumber).toBe(third.partNumber);
  await client.inspection.startLane({ lane: 2 });
  expect(await client.inspection.current({ lane: 2 })).toMatchObject({ productId, trigger: 'software' });
  await client.inspection.pause({
    sessionId: (await client.inspection.current({ lane: 2 }))?.id ?? '',
    paused: true,
  });
  expect(() => line.trigger(2, null)).toThrow('“Lane 2” pauses.');
  await line.stop(null, singleUser);
  await station.close();
  expect(bugs).toEqual([]);

  const again = await openStationUnderTest(folder);
  const later = createRouterClient(again.station.router, { context: { user: singleUser } });
  await later.inspection.start({ productId, lane: 2 });
  const next = again.station.line.trigger(2, null);
  expect(next.partNumber).toBe(third.partNumber + 1);
  await next.outcome;
  const { parts, frames } = await later.log.counts({ lane: 2 });
  const all = (counts: typeof parts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
  expect([all(parts), all(frames)]).toEqual([4, 0]);
});
