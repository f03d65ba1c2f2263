import { expect, test, vi } from 'vitest';
import { modbusTargetSchema } from '../../src/shared/domain/modbus-target.ts';
import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { usualLane, type LaneSettings } from '../../src/shared/domain/lanes.ts';
import { feedCamera } from '../support/fed-camera.ts';
import { freePort } from '../support/free-port.ts';
import { readLane, readStation, wordsOf } from '../support/lane-registers.ts';
import { connectPlc } from '../support/modbus-plc.ts';
import { testFrame } from '../support/test-frame.ts';
import { openWatchedLine, type WatchedLine } from '../support/watched-line.ts';

const camera = { kind: 'window-camera', label: 'Camera' } as const;
const software = { kind: 'software', delayMs: 0, debounceMs: 0 } as const;
const serialOf = (n: number): string => `SN ${n}`;

/** Connects a controller to the station, with its counters at 0. */
async function openPlc({ client }: WatchedLine, lanes: readonly number[]) {
  const port = await freePort();
  const target = modbusTargetSchema.parse({ kind: 'modbus', host: '127.0.0.1', port });
  const { id } = await client.outputs.add({ name: 'PLC', enabled: true, target });
  const plc = await connectPlc(port);
  for (const lane of lanes) await plc.writeRegisters(lane * 100, [0, 0, 0]);
  await plc.writeRegisters(0, [0, 0, 0, 0]);
  type Lane = Awaited<ReturnType<typeof readLane>>;
  type Station = Awaited<ReturnType<typeof readStation>>;
  return {
    plc,
    laneIs: (lane: number, expected: Partial<Lane>) =>
      vi.waitFor(async () => expect(await readLane(plc, lane)).toMatchObject(expected), 20_000),
    stationIs: (expected: Partial<Station>) =>
      vi.waitFor(async () => expect(await readStation(plc)).toMatchObject(expected), 20_000),
    trigger: (lane: number, n: number) => plc.writeRegister(lane * 100, n),
    acknowledge: (lane: number, sequence: number) => plc.writeRegister(lane * 100 + 1, sequence),
    name: (lane: number, serial: string) => plc.writeRegisters(lane * 100 + 10, wordsOf(serial)),
    state: async () => (await client.outputs.list()).find((output) => output.id === id)?.state,
    said: (text: string) =>
      vi.waitFor(async () => {
        const [output] = await client.outputs.list();
        expect(output?.state.failure?.message).toContain(text);
      }, 20_000),
  };
}

async function setUp({ client }: WatchedLine, number: number, change: Partial<LaneSettings>): Promise<void> {
  const { number: _, ...usual } = usualLane(number);
  const lane = { ...usual, trigger: software, ...change };
  if (number === 1) await client.lanes.change({ number, expected: 0, lane });
  else await client.lanes.add({ ...lane, number });
}

test('a PLC has its parts inspected by the station, one for each trigger, and changes the recipe', async () => {
  const line = await openWatchedLine(['Disc', 'Lid']);
  const { client, station, bugs, products } = line;
  const [disc, lid = disc] = products;
  await setUp(line, 1, { source: camera });
  await client.recipes.add({
    number: 12,
    name: 'Lids',
    code: null,
    products: [{ lane: 1, productId: lid.productId }],
  });
  const { laneIs, stationIs, trigger, acknowledge, name, said, plc, state } = await openPlc(line, [1]);
  await trigger(1, 1);
  await laneIs(1, { echo: 1, error: 5, ready: false });
  await said('inspects nothing');
  const session = await client.inspection.start({ productId: disc.productId, lane: 1 });
  await stationIs({ ready: true, busy: false, lanes: 1 });

  // The camera has given no picture yet, so the part stays under way.
  await name(1, serialOf(2));
  await trigger(1, 2);
  await laneIs(1, { echo: 2, error: 0, busy: true, ready: false });
  await stationIs({ ready: false, busy: true });
  await trigger(1, 3);
  await laneIs(1, { echo: 3, error: 4, busy: true });
  await said('while a part of it was being inspected');
  const fed = feedCamera(station.live, session.id, testFrame);
  await laneIs(1, { valid: true, sequence: 1, trigger: 2, partNumber: 1, serial: serialOf(2), busy: false });
  await stationIs({ ready: true, busy: false });
  await acknowledge(1, 1);

  const most = 31;
  for (let part = 2; part <= most; part++) {
    const n = part + 2;
    await name(1, serialOf(n));
    await trigger(1, n);
    await laneIs(1, { valid: true, error: 0, sequence: part, trigger: n, partNumber: part });
    expect(await readLane(plc, 1)).toMatchObject({ serial: serialOf(n), reason: 0 });
    await acknowledge(1, part);
  }
  await fed.stop();

  await plc.writeRegisters(1, [1, 99]);
  await stationIs({ error: 3, failed: true, recipe: 0, recipeEcho: 1 });
  await said('There is no recipe 99. There are 12 “Lids”.');
  expect(await client.inspection.current({ lane: 1 })).toMatchObject({ productName: 'Disc' });
  await plc.writeRegisters(1, [2, 12]);
  await stationIs({ error: 0, failed: false, recipe: 12, recipeEcho: 2, changeover: false });
  const changed = await client.inspection.current({ lane: 1 });
  expect(changed).toMatchObject({ productName: 'Lid' });
  const next = feedCamera(station.live, changed?.id ?? '', testFrame);
  await trigger(1, most + 3);
  await laneIs(1, { valid: true, trigger: most + 3, partNumber: most + 1, sequence: most + 1 });
  await acknowledge(1, most + 1);
  await next.stop();

  const { parts, frames } = await client.log.counts({ lane: 1 });
  expect([arrivedIn(parts), arrivedIn(frames)]).toEqual([most + 1, 0]);
  expect(await readLane(plc, 1)).toMatchObject({
    good: parts.good,
    review: parts.review,
    defect: parts.defect,
    notInspected: parts['not-inspected'],
  });
  const { entries } = await client.log.query({ filter: { lane: 1 } });
  for (const entry of entries) expect(entry).toMatchObject({ lane: 1, partNumber: expect.any(Number) });
  await vi.waitFor(async () => expect(await state()).toMatchObject({ waiting: 0, dropped: 0 }), 20_000);
  expect(bugs).toEqual([]);
});

test('a trigger that comes too soon gets the error of a busy lane, and one without a serial a part', async () => {
  const line = await openWatchedLine();
  const { client, station, products } = line;
  await setUp(line, 1, { source: camera, trigger: { ...software, debounceMs: 60_000 } });
  const session = await client.inspection.start({ productId: products[0].productId });
  const fed = feedCamera(station.live, session.id, testFrame);
  const { laneIs, trigger, acknowledge, said } = await openPlc(line, [1]);
  await trigger(1, 1);
  await laneIs(1, { valid: true, sequence: 1, trigger: 1, serial: '' });
  await acknowledge(1, 1);
  await trigger(1, 2);
  await laneIs(1, { echo: 2, error: 4, ready: true, valid: false });
  await said('less than 60000 ms ago');
  await fed.stop();
  expect(arrivedIn((await client.log.counts({})).parts)).toBe(1);
});

test('whichever lane of a group a PLC triggers: it shows the part, and all lanes of the group are busy', async () => {
  const line = await openWatchedLine(['Disc', 'Lid']);
  const { client, station, bugs, products, judgeAll } = line;
  const [disc, lid = disc] = products;
  await setUp(line, 2, { source: { ...camera, label: 'Top' }, name: 'Top', group: 'Box' });
  await setUp(line, 3, { source: { ...camera, label: 'Side' }, name: 'Side', group: 'Box' });
  await judgeAll(disc.productId, 'good');
  await judgeAll(lid.productId, 'defect');
  const top = await client.inspection.start({ productId: disc.productId, lane: 2 });
  const side = await client.inspection.start({ productId: lid.productId, lane: 3 });
  const { plc, laneIs, trigger, acknowledge, name } = await openPlc(line, [2, 3]);
  await name(3, 'Box 1');
  await trigger(3, 1);
  await laneIs(3, { echo: 1, error: 0, busy: true });
  await laneIs(2, { busy: true, ready: false });
  await trigger(2, 1);
  await laneIs(2, { echo: 1, error: 4 });
  const fed = [top, side].map(({ id }) => feedCamera(station.live, id, testFrame));
  await laneIs(3, { valid: true, trigger: 1, outcome: 3, partNumber: 1, serial: 'Box 1', ready: true });
  await laneIs(2, { ready: true, busy: false });
  expect(await readLane(plc, 2)).toMatchObject({ valid: false, sequence: 0, defect: 0 });
  await acknowledge(3, 1);
  await trigger(2, 2);
  await laneIs(2, { valid: true, trigger: 2, outcome: 3, partNumber: 2, sequence: 1, error: 0 });
  await acknowledge(2, 1);
  await laneIs(3, { valid: false, sequence: 1, defect: 1, ready: true });
  for (const camera of fed) await camera.stop();
  expect(bugs).toEqual([]);
});
