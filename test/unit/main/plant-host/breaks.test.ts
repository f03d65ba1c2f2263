import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openPlantLog } from '../../../../src/main/plant-host/log/open-log.ts';
import { readParts, type GivenMessage } from '../../../../src/main/plant-host/nats/read-messages.ts';
import { writeMessages } from '../../../../src/main/plant-host/nats/write-messages.ts';
import { plantPaths } from '../../../../src/main/station/plant-paths.ts';
import {
  buckets,
  entriesSubject,
  partId,
  partsSubject,
  streams,
} from '../../../../src/shared/plant/subjects.ts';
import { entryOf, partOf } from '../../../support/plant/messages.ts';
import { boardWhen, joinAs, natsMissing, openHost, until } from '../../../support/plant/plant-host.ts';
import {
  openPostgresqlForTest,
  postgresqlMissing,
  startPostgresql,
} from '../../../support/plant/postgresql.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const kinds = [
  { kind: 'embedded', missing: '', address: () => Promise.resolve(null) },
  { kind: 'in PostgreSQL', missing: postgresqlMissing, address: startPostgresql },
];

function messageOf(sequence: number, body: unknown): GivenMessage {
  const data = new TextEncoder().encode(JSON.stringify(body));
  return { subject: partsSubject(1), stream: streams.parts.name, sequence, data };
}

describe.each(kinds)('a log $kind', ({ missing, address }) => {
  test.skipIf(missing !== '')('holds what it cannot keep, and takes what stands around it', async () => {
    const database = await address();
    const log = await openPlantLog({ database }, plantPaths(join(temporaryFolder(), 'home')));
    onTestFinished(() => log.close());
    const parts = [1, 2, 3, 4, 5, 6].map((number) => partOf(1, number, 1));
    const given = parts.map((part, index) => messageOf(index + 1, part));
    const [, second] = parts;
    // A time in the year 275,000, and a score whose square overflows.
    given[1] = messageOf(2, { ...second, capturedAt: 8.64e15 });
    given[4] = messageOf(5, { ...parts[4], score: 1e200 });
    // Text that the database cannot store.
    given[5] = messageOf(6, { ...parts[5], name: 'Nut\0', laneName: '\ud83d' });
    await writeMessages(log.ingest, readParts, given);
    const { count, last } = await log.board.refusals(10);
    expect(count).toBe(2);
    for (const { reason } of last) expect(reason).toContain('The log cannot keep it.');
    const counted = await log.board.countsSince(0);
    expect(counted.get(1)?.counts.good).toBe(4);
  });
});

describe.skipIf(postgresqlMissing !== '')('a log in PostgreSQL', () => {
  test('is refused by name where it is not there, not the host’s, or cannot keep every language', async () => {
    const { address } = await openPostgresqlForTest();
    const client = new Client({ connectionString: address });
    await client.connect();
    await client.query('CREATE USER guest');
    await client.query(`CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
    await client.end();
    const open = (database: string) =>
      openPlantLog({ database }, plantPaths(join(temporaryFolder(), 'home')));
    const refused = [
      ['/none', 'UNREACHABLE', 'refuses: database "none" does not exist'],
      ['/latin', 'BAD_INPUT', 'keeps text as LATIN1'],
    ] as const;
    for (const [name, code, reason] of refused) {
      const opening = open(address.replace(/\/postgres$/, name));
      await expect(opening).rejects.toMatchObject({ code, message: expect.stringContaining(reason) });
    }
    const asGuest = open(address.replace('plant@', 'guest@'));
    await expect(asGuest).rejects.toMatchObject({ code: 'NO_PERMISSION' });
  });

  test('is that of one plant, and of its latest host alone', async () => {
    const server = { database: await startPostgresql() };
    const own = plantPaths(join(temporaryFolder(), 'home'));
    const first = await openPlantLog(server, own);
    onTestFinished(() => first.close());
    const other = openPlantLog(server, plantPaths(join(temporaryFolder(), 'home')));
    await expect(other).rejects.toMatchObject({ code: 'CONFLICT' });
    const batch = { parts: [], entries: [], decisions: [], refused: [] };
    await first.ingest.add(batch);
    const second = await openPlantLog(server, own);
    onTestFinished(() => second.close());
    await second.ingest.add(batch);
    await expect(first.ingest.add(batch)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test.skipIf(natsMissing !== '')(
    'that goes away while parts come in has each of them once it is back',
    async () => {
      const server = await openPostgresqlForTest();
      const { host, bugs } = await openHost(server.address);
      const js = jetstream(await joinAs(host.invite('Line 1')));
      const tell = async (first: number, last: number): Promise<void> => {
        for (let number = first; number <= last; number++) {
          const part = partOf(1, number, 1);
          await js.publish(partsSubject(1), JSON.stringify(part), { msgID: partId(part) });
        }
      };
      await tell(1, 10);
      await boardWhen(host, ({ stations }) => stations[0]?.counts.good === 9);
      await server.kill();
      await tell(11, 40);
      const away = await boardWhen(host, ({ log }) => log.condition === 'failed');
      expect(away.log.failure).toContain('The plant’s database does not answer');
      expect(away.stations).toMatchObject([{ name: 'Line 1', here: false, counts: { good: 9 } }]);
      await server.start();
      await tell(41, 50);
      const { log } = await boardWhen(host, ({ stations }) => stations[0]?.counts.good === 45);
      expect(log.condition).toBe('ok');
      expect(bugs).toEqual([]);
    },
  );
});

describe.skipIf(natsMissing !== '')('a plant host', () => {
  test('holds by name how a station of a later version stands', async () => {
    const { host } = await openHost();
    const bucket = await new Kvm(await joinAs(host.invite('Line 1'))).open(buckets.stations, {
      bindOnly: true,
    });
    for (let beat = 0; beat < 2; beat++) await bucket.put('1', JSON.stringify({ format: 2, station: 1 }));
    const { held } = await boardWhen(host, (board) => board.held.count > 0);
    expect(held).toMatchObject({ count: 1, last: [{ subject: '$KV.stations.1' }] });
    expect(held.last[0]?.reason).toContain(
      'How the station stands is not known here. It cannot be read. format',
    );
  });

  test('orders decisions as the station’s log does, whatever the clocks say', async () => {
    const { host } = await openHost();
    const js = jetstream(await joinAs(host.invite('Line 1')));
    const tell = (message: object) => js.publish(entriesSubject(1), JSON.stringify(message));
    const entry = entryOf(1, 1);
    await tell(entry);
    const { review } = host.log();
    await until(async () => (await review.entries({ show: 'open', limit: 1 })).entries.length === 1);
    // The station's clock is a day ahead, so its earlier decision looks later than the plant's.
    const tomorrow = Date.now() + 86_400_000;
    const decided = await review.decide(
      { station: 1, entry: 1, decision: 'defect', cause: null, note: '' },
      ...(['Anna', Date.now()] as const),
    );
    const ofStation = { format: 1, station: 1, kind: 'decision', entry: 1, cause: null, note: '' } as const;
    const own = { ...ofStation, decisionRow: 1, decision: 'good', decidedBy: 'Ben', decidedAt: tomorrow };
    await tell({ ...own, capturedAt: entry.capturedAt });
    const decisions = () => review.decisions(1, 1);
    await until(async () => (await decisions()).length === 2);
    expect((await decisions()).map(({ decidedBy }) => decidedBy)).toEqual(['Anna', 'Ben']);
    // The plant's decision comes back after the station's own; then a person at the station corrects it.
    const { decidedBy, decidedAt } = decided;
    await tell({ ...ofStation, decisionRow: 2, decision: 'defect', decidedBy, decidedAt });
    await tell({ ...own, decisionRow: 3, decidedAt: Date.now() });
    await until(async () => (await decisions()).length === 3);
    expect((await decisions()).map((one) => one.decision)).toEqual(['good', 'defect', 'good']);
    // After a restore from a backup, the number belongs to another entry.
    await tell({ ...own, decisionRow: 4, decision: 'defect', capturedAt: entry.capturedAt + 1 });
    await boardWhen(host, ({ held }) => held.count === 1);
    expect(await decisions()).toHaveLength(3);
  });
});
