import { createRouterClient } from '@orpc/server';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { openBesideStation } from '../../src/main/database/open-beside-station.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { createLanes } from '../../src/main/lanes/lanes.ts';
import type { LineEvent } from '../../src/main/line/line-commands.ts';
import { stationPaths } from '../../src/main/station/paths.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { partMessageSchema } from '../../src/shared/contract/line-message.ts';
import { usualLane, type Lane } from '../../src/shared/domain/lanes.ts';
import { feedCamera } from '../support/fed-camera.ts';
import { testFrame } from '../support/test-frame.ts';
import { openStationUnderTest } from './station-under-test.ts';
import { openWatchedLine } from '../support/watched-line.ts';

const lane = (number: number, change: Partial<Lane>): Lane => ({ ...usualLane(number), ...change });

test('the lanes of a group see one part: asked together, told once with all views, the worst of them its verdict', async () => {
  const { folder, station, client, bugs, products, judgeAll } = await openWatchedLine(['Disc', 'Lid']);
  const [disc, lid = disc] = products;
  const results = join(folder, 'results');
  mkdirSync(results);
  await client.outputs.add({
    name: 'Folder',
    enabled: true,
    target: { kind: 'file', folder: results, format: 'json-lines' },
  });
  const group = {
    source: { kind: 'simulated-camera' },
    trigger: { kind: 'software', delayMs: 0, debounceMs: 0 },
    group: 'Box',
  } as const;
  await client.lanes.add(lane(2, { ...group, name: 'Top' }));
  await client.lanes.add(lane(3, { ...group, name: 'Side' }));
  await client.inspection.start({ productId: disc.productId, lane: 2 });
  expect(() => station.line.trigger(2, null)).toThrow('“Side” inspects nothing.');
  await client.inspection.start({ productId: lid.productId, lane: 3 });
  await judgeAll(disc.productId, 'good');
  await judgeAll(lid.productId, 'defect');
  const events: LineEvent[] = [];
  station.line.subscribe((event) => {
    if (event.kind === 'part') events.push(event);
  });

  const asked = station.line.trigger(2, 'SN 1');
  expect(() => station.line.trigger(3, null)).toThrow('“Top” is busy');
  expect(await asked.outcome).toMatchObject({
    partNumber: asked.partNumber,
    groupName: 'Box',
    name: 'SN 1',
    verdict: 'defect',
    lane: 3,
    productId: lid.productId,
  });
  const told = () =>
    readdirSync(results)
      .flatMap((name) => readFileSync(join(results, name), 'utf8').trimEnd().split('\n'))
      .map((line) => partMessageSchema.parse(JSON.parse(line)));
  await vi.waitFor(() => expect(told()).toHaveLength(1), 20_000);
  expect(told()).toMatchObject([
    {
      partNumber: asked.partNumber,
      verdict: 'defect',
      product: 'Lid',
      entryId: expect.any(Number),
      views: [
        { lane: 2, laneName: 'Top', verdict: 'good', reason: null, entryId: null },
        { lane: 3, laneName: 'Side', verdict: 'defect', reason: null },
      ],
    },
  ]);
  expect(events).toMatchObject([{ lane: 2, part: { partNumber: asked.partNumber, verdict: 'defect' } }]);
  expect(await client.log.part({ number: asked.partNumber })).toMatchObject({
    number: asked.partNumber,
    groupName: 'Box',
    verdict: 'defect',
    views: [{ lane: 2 }, { lane: 3 }],
  });
  expect(await client.log.part({ number: asked.partNumber + 1 })).toBeNull();
  await station.close();
  expect(bugs).toEqual([]);
});

test('lanes of a group that are set up otherwise, or removed, while they inspect see their part together all the same', async () => {
  const { folder, station, client, products, judgeAll } = await openWatchedLine(['Disc', 'Lid']);
  const [disc, lid = disc] = products;
  const trigger = { kind: 'software', delayMs: 0, debounceMs: 0 } as const;
  const alone = (number: number) =>
    lane(number, { source: { kind: 'window-camera', label: `Camera ${number}` }, trigger });
  for (const [number, { productId }] of [
    [2, disc],
    [3, lid],
  ] as const) {
    await client.lanes.add({ ...alone(number), group: 'Box' });
    const { id } = await client.inspection.start({ productId, lane: number });
    const fed = feedCamera(station.live, id, testFrame);
    onTestFinished(() => fed.stop());
  }
  await judgeAll(disc.productId, 'good');
  await judgeAll(lid.productId, 'defect');
  const versionOf = async (number: number) =>
    (await client.lanes.list()).find((one) => one.number === number)?.version ?? 0;
  const seen = async () => {
    const { outcome } = station.line.trigger(2, null);
    return outcome;
  };
  const both = { groupName: 'Box', verdict: 'defect', lane: 3 };

  for (const number of [3, 2]) {
    const { number: _, ...changed } = alone(number);
    await client.lanes.change({ number, expected: await versionOf(number), lane: changed });
    expect(await seen()).toMatchObject(both);
  }
  // The command line, in another process, may remove an inspecting lane.
  const beside = openBesideStation(stationPaths(join(folder, 'home')));
  createLanes(beside.database, { publish: () => undefined }).remove(3, await versionOf(3), singleUser);
  beside.close();
  expect(await seen()).toMatchObject(both);
  expect(station.line.lanes().map(({ number, state }) => [number, state])).toContainEqual([3, 'ready']);
  await station.line.stop(3, singleUser);
  expect(station.line.lanes().map(({ number }) => number)).not.toContain(3);
});

test('views that come by themselves are one part; a view that is missing makes it not inspected', async () => {
  const { folder, station, client, products } = await openWatchedLine();
  const [{ productId }] = products;
  for (const number of [2, 3]) {
    mkdirSync(join(folder, String(number)));
    const source = { kind: 'watched-folder', folder: join(folder, String(number)) } as const;
    await client.lanes.add(lane(number, { source, group: 'Box' }));
    await client.inspection.start({ productId, lane: number });
  }
  const outcomes: LineEvent[] = [];
  station.line.subscribe((event) => {
    if (event.kind === 'part') outcomes.push(event);
  });
  async function drop(number: number, name: string): Promise<void> {
    writeFileSync(join(folder, name), await encodePng(testFrame(number, 48, 40)));
    renameSync(join(folder, name), join(folder, String(number), name));
  }
  await Promise.all([drop(2, 'a.png'), drop(3, 'b.png')]);
  await vi.waitFor(() => expect(outcomes).toHaveLength(1), 20_000);
  const session = await client.inspection.current({ lane: 3 });
  await client.inspection.stop({ sessionId: session?.id ?? '' });
  await drop(2, 'c.png');
  await vi.waitFor(() => expect(outcomes).toHaveLength(2), 20_000);
  expect(outcomes[1]).toMatchObject({
    part: { verdict: 'not-inspected', reason: 'late', detail: 'No view of the part came from “Lane 3”.' },
  });
  await station.close();
  const database = new Sqlite(join(folder, 'home', 'station.db'), { readonly: true });
  const rows = z
    .array(z.object({ part_number: z.number(), lane: z.number(), reason: z.string().nullable() }))
    .parse(
      database.prepare('SELECT part_number, lane, reason FROM part_views ORDER BY part_number, lane').all(),
    );
  database.close();
  expect(rows.map(({ part_number, lane: at }) => [part_number, at])).toEqual([
    [1, 2],
    [1, 3],
    [2, 2],
    [2, 3],
  ]);
  expect(rows.at(-1)).toMatchObject({ reason: 'missing' });
});

test('a part whose views a station left open is not inspected, and told once at the next start', async () => {
  const { folder, station, client, products, judgeAll } = await openWatchedLine();
  const [{ productId }] = products;
  const results = join(folder, 'results');
  mkdirSync(results);
  await client.outputs.add({
    name: 'Folder',
    enabled: true,
    target: { kind: 'file', folder: results, format: 'json-lines' },
  });
  const source = { kind: 'simulated-camera' } as const;
  const trigger = { kind: 'software', delayMs: 0, debounceMs: 0 } as const;
  for (const number of [2, 3]) {
    await client.lanes.add(lane(number, { source, trigger, group: 'Box' }));
    await client.inspection.start({ productId, lane: number });
  }
  await judgeAll(productId, 'good');
  const asked = station.line.trigger(2, null);
  expect(await asked.outcome).toMatchObject({ verdict: 'good' });
  await station.close();

  // State after a crash: lane 2 has logged its view of the next part, and nothing else is logged.
  const number = asked.partNumber + 1;
  const database = new Sqlite(join(folder, 'home', 'station.db'));
  const fields = 'session_id, name, score, verdict, thresholds_id, provider, regions, largest_region';
  const times = 'capture_ms, queue_ms, run_ms, post_ms';
  database
    .prepare(
      `INSERT INTO inspections (${fields}, ${times}, frame_number, captured_at, part_number)
       SELECT ${fields}, ${times}, frame_number + 1, captured_at + 1, ${number} FROM inspections
       WHERE session_id IN (SELECT id FROM sessions WHERE lane = 2)`,
    )
    .run();
  database.close();

  const told = () =>
    readdirSync(results)
      .flatMap((name) => readFileSync(join(results, name), 'utf8').trimEnd().split('\n'))
      .map((line) => partMessageSchema.parse(JSON.parse(line)))
      .filter(({ partNumber }) => partNumber === number);
  for (const start of ['the first', 'the second']) {
    const { station: next, bugs } = await openStationUnderTest(folder);
    await vi.waitFor(() => expect(told(), start).toHaveLength(1), 20_000);
    const restarted = createRouterClient(next.router, { context: { user: singleUser } });
    expect(await restarted.log.part({ number })).toMatchObject({
      number,
      groupName: 'Box',
      verdict: 'not-inspected',
      views: [
        { lane: 2, verdict: 'good', reason: null },
        { lane: 3, verdict: 'not-inspected', reason: 'missing' },
      ],
    });
    await next.close();
    expect(bugs).toEqual([]);
  }
  expect(told()).toMatchObject([{ verdict: 'not-inspected', reason: 'late' }]);
});
