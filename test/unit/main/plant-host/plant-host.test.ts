import { readFileSync } from 'node:fs';
import { jetstream } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readFigures } from '../../../../src/main/plant-host/figures.ts';
import { plantPaths } from '../../../../src/main/station/plant-paths.ts';
import type { PlantPart } from '../../../../src/shared/plant/part.ts';
import type { StationState } from '../../../../src/shared/plant/state.ts';
import { buckets, partId, partsSubject } from '../../../../src/shared/plant/subjects.ts';
import { partOf } from '../../../support/plant/messages.ts';
import { boardWhen, joinAs, natsMissing, openHost, until } from '../../../support/plant/plant-host.ts';
import { postgresqlMissing, startPostgresql } from '../../../support/plant/postgresql.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const kinds = [
  { kind: 'embedded', missing: natsMissing, address: () => Promise.resolve(null) },
  { kind: 'in PostgreSQL', missing: natsMissing || postgresqlMissing, address: startPostgresql },
];

function stateOf(at: number): StationState {
  return {
    format: 1,
    station: 1,
    name: 'Press 4',
    version: '1.0.0',
    at,
    timeZone: 'Africa/Lagos',
    travels: {
      parts: true,
      entries: true,
      thumbnails: false,
      state: true,
      decisions: true,
      models: true,
      training: false,
    },
    alarms: [{ id: 1, lane: 1, kind: 'row', after: 3, raisedAt: at }],
    lanes: [],
    shift: null,
    freeBytes: null,
    waiting: 12,
  };
}

describe.each(kinds)('a plant whose log is $kind', ({ missing, address }) => {
  test.skipIf(missing !== '')(
    'has each part of its stations once, in their order, whatever is sent again',
    async () => {
      const { host, bugs } = await openHost(await address());
      const memberships = ['Line 1', 'Line 2', 'Line 3'].map((name) => host.invite(name));
      for (const membership of memberships) {
        const { station } = membership;
        const js = jetstream(await joinAs(membership));
        const parts = Array.from({ length: 40 }, (_, index) => partOf(station, index + 1));
        const send = (part: PlantPart, headers: { msgID?: string } = { msgID: partId(part) }) =>
          js.publish(partsSubject(station), JSON.stringify(part), headers);
        for (const part of parts) await send(part);
        // Without the id the server takes it for a new message; the log still knows the part.
        for (const part of parts.slice(6, 7)) await Promise.all([send(part), send(part, {})]);
      }
      const all = { good: 36, review: 0, defect: 4, 'not-inspected': 0 };
      const board = await boardWhen(host, ({ stations }) =>
        stations.every(({ counts }) => counts.good === 36 && counts.defect === 4),
      );
      expect(board.stations.map(({ station, name, counts }) => ({ station, name, counts }))).toEqual([
        { station: 1, name: 'Line 1', counts: all },
        { station: 2, name: 'Line 2', counts: all },
        { station: 3, name: 'Line 3', counts: all },
      ]);
      const now = Date.now();
      const asked = { from: now - 3 * 86_400_000, to: now, timeZone: 'Europe/Berlin' };
      const figures = await readFigures(host.log().figures, asked, host.nameOf);
      expect(figures).toMatchObject({
        unit: 'day',
        stations: [{ name: 'Line 1', counts: all }, {}, {}],
        products: [{ product: 'Nut', counts: { ...all, good: 108, defect: 12 } }],
      });
      expect(figures.buckets.at(-1)?.parts.good).toBe(108);
      expect(board.compared).toMatchObject([{ product: 'Nut', stations: [{ parts: 40 }, {}, {}] }]);
      expect(bugs).toEqual([]);
    },
  );

  test.skipIf(missing !== '')('holds by name what names another station, or cannot be read', async () => {
    const { host } = await openHost(await address());
    const membership = host.invite('Line 1');
    const connection = await joinAs(membership);
    const js = jetstream(connection);
    const refused = js.publish(partsSubject(2), JSON.stringify(partOf(2, 1)), { timeout: 500 });
    await expect(refused).rejects.toThrow();
    await js.publish(partsSubject(1), JSON.stringify(partOf(2, 1)));
    await js.publish(partsSubject(1), 'no part');
    // A station that was restored from a backup uses numbers again.
    const part = partOf(1, 1);
    for (const given of [part, { ...part, capturedAt: part.capturedAt + 1 }]) {
      await js.publish(partsSubject(1), JSON.stringify(given), { msgID: partId(given) });
    }
    const { held, stations } = await boardWhen(host, (board) => board.held.count === 3);
    expect(held.last.map(({ subject }) => subject)).toEqual(Array.from({ length: 3 }, () => 'loupe.parts.1'));
    for (const reason of [
      'It names station 2',
      'It cannot be read',
      'Number 1 is in the log, of another time',
    ]) {
      expect(held.last.filter((one) => one.reason.startsWith(reason))).toHaveLength(1);
    }
    expect(stations[0]?.counts.good).toBe(1);
  });
});

test.skipIf(natsMissing !== '')(
  'the board says how a station stands, in which zone, and that its clock is a day off',
  async () => {
    const { host } = await openHost();
    const membership = host.invite('Line 1');
    const bucket = await new Kvm(await joinAs(membership)).open(buckets.stations, { bindOnly: true });
    await bucket.put('1', JSON.stringify(stateOf(Date.now() + 86_400_000)));
    const { stations } = await boardWhen(host, (board) => board.stations[0]?.here === true);
    expect(stations[0]).toMatchObject({ name: 'Press 4', waiting: 12, alarms: [{ kind: 'row', after: 3 }] });
    expect(stations[0]?.clockAhead).toBeGreaterThan(86_000_000);
    // The plant of these tests is in Abidjan, always an hour behind this station.
    expect(stations[0]?.zone).toEqual({ name: 'Africa/Lagos', ahead: 3_600_000 });
  },
);

test.skipIf(natsMissing !== '')(
  'a station is here and its clock right, also where the server’s clock is another one',
  async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
    onTestFinished(() => void vi.useRealTimers());
    const { host } = await openHost();
    const bucket = await new Kvm(await joinAs(host.invite('Line 1'))).open(buckets.stations, {
      bindOnly: true,
    });
    await bucket.put('1', JSON.stringify(stateOf(Date.now())));
    const { stations } = await boardWhen(host, (board) => board.stations[0]?.heardAt !== null);
    expect(stations[0]).toMatchObject({ here: true, clockAhead: null });
  },
);

test.skipIf(natsMissing !== '')('who was removed comes in no more, and what they told stays', async () => {
  const { host } = await openHost();
  const membership = host.invite('Line 1');
  const connection = await joinAs(membership);
  await jetstream(connection).publish(partsSubject(1), JSON.stringify(partOf(1, 1)));
  await boardWhen(host, ({ stations }) => stations[0]?.counts.good === 1);
  host.remove(1);
  await connection.closed();
  const { stations } = await host.board();
  expect(stations).toMatchObject([{ station: 1, removed: true, counts: { good: 1 } }]);
  expect(() => host.invite('Line 1')).not.toThrow();
});

test.skipIf(natsMissing !== '')(
  'whoever reads the terminal or the journal learns that the server is lost, why, and that it is back',
  async () => {
    const { home, port, notices } = await openHost();
    expect(notices).toEqual([]);
    process.kill(Number(readFileSync(plantPaths(home).serverProcess, 'utf8')), 'SIGKILL');
    const called = `The plant’s NATS server (nats://127.0.0.1:${port})`;
    await until(() => Promise.resolve(notices.at(-1) === `${called} is reached again.`));
    expect(notices[0]).toContain(`${called} is not reached: `);
  },
);
