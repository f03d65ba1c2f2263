import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { findNats } from '../../scripts/setup/nats.mjs';
import { createPlantHost, type PlantHost } from '../../src/main/plant-host/plant-host.ts';
import { createStationChanges } from '../../src/main/station/changes.ts';
import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { partId, partsSubject } from '../../src/shared/plant/subjects.ts';
import { freePort } from '../support/free-port.ts';
import { connectAs } from '../support/plant/connect-as.ts';
import { partOf } from '../support/plant/messages.ts';
import { openPostgresqlServer } from '../support/plant/postgresql-server.ts';
import { milliseconds, report, say } from './support/report.ts';

/**
 * Simulated stations that tell a plant host their parts: what is lost, how long a part takes to the log, and how fast the board answers
 * meanwhile. Goal, 100 stations of 5 parts a second: nothing lost, lag p99 ≤ 2 s, board p95 ≤ 300 ms. Options: `--stations 100`,
 * `--rate 5` parts a second each, `--minutes 10`, `--database embedded|postgresql`, `--quick`.
 */
const { values: options } = parseArgs({
  options: {
    stations: { type: 'string' },
    rate: { type: 'string', default: '5' },
    minutes: { type: 'string' },
    database: { type: 'string', default: 'postgresql' },
    quick: { type: 'boolean', default: false },
  },
});
const stations = Number(options.stations ?? (options.quick ? 10 : 100));
const rate = Number(options.rate);
const minutes = Number(options.minutes ?? (options.quick ? 0.2 : 10));
/** The log and the board are looked at so often, milliseconds. */
const lookEveryMs = 100;
/** What is not in the log so long after the last part is lost, milliseconds. */
const patienceMs = 120_000;

const sleep = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

/** When each part was sent, in the order of the sending; lag is measured by how many of them the log has. */
const sentAt: number[] = [];
const lags: number[] = [];
const boards: number[] = [];
let logged = 0;

async function look(host: PlantHost): Promise<void> {
  const from = performance.now();
  const board = await host.board();
  const now = performance.now();
  boards.push(now - from);
  const there = board.stations.reduce((sum, { counts }) => sum + arrivedIn(counts), 0);
  for (; logged < there; logged++) lags.push(now - (sentAt[logged] ?? now));
}

/** One station's parts, spread over the time; what the server did not take is sent again. */
async function tell(connection: NatsConnection, station: number, until: number): Promise<void> {
  const stream = jetstream(connection);
  await sleep((1000 / rate) * Math.random());
  for (let part = 1; performance.now() < until; part++) {
    const body = partOf(station, part);
    const message = JSON.stringify(body);
    sentAt.push(performance.now());
    for (let isTaken = false; !isTaken;) {
      isTaken = await stream.publish(partsSubject(station), message, { msgID: partId(body) }).then(
        () => true,
        () => false,
      );
    }
    await sleep(1000 / rate);
  }
}

function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

const folder = await mkdtemp(join(tmpdir(), 'loupe-plant-'));
const postgresql =
  options.database === 'postgresql' ? await openPostgresqlServer(join(folder, 'postgresql')) : null;
process.env['LOUPE_NATS_SERVER'] ??= findNats();
const port = await freePort();
const servers = [`nats://127.0.0.1:${port}`];
const host = createPlantHost({
  ...{
    home: join(folder, 'home'),
    name: () => 'Works',
    timeZone: () => 'UTC',
    changes: createStationChanges(),
  },
  options: {
    database: postgresql?.address ?? null,
    server: { kind: 'own', host: '127.0.0.1', port, certificate: null, servers, authority: null },
  },
  report: (error) => say(String(error)),
  models: {
    describe: () => ({ product: '', graphSha256: '' }),
    exportTo: () => Promise.reject(new Error('Nothing is rolled out here')),
  },
});
try {
  host.start();
  while ((await host.board()).server.condition !== 'ok') await sleep(lookEveryMs);
  const memberships = Array.from({ length: stations }, (_, index) => host.invite(`Line ${index + 1}`));
  const connections = await Promise.all(memberships.map(connectAs));
  say(`${stations} stations tell ${rate} parts a second each for ${minutes} minutes`);
  const until = performance.now() + minutes * 60_000;
  const telling = { on: true };
  const told = Promise.all(
    connections.map((connection, index) => tell(connection, index + 1, until)),
  ).finally(() => (telling.on = false));
  while (telling.on) {
    await look(host);
    await sleep(lookEveryMs);
  }
  await told;
  const end = performance.now() + patienceMs;
  while (logged < sentAt.length && performance.now() < end) {
    await look(host);
    await sleep(lookEveryMs);
  }
  for (const connection of connections) await connection.close();
  const found = {
    ...{ sent: sentAt.length, lost: sentAt.length - logged },
    ...{ lagP50: share(lags, 0.5), lagP99: share(lags, 0.99) },
    ...{ boardP50: share(boards, 0.5), boardP95: share(boards, 0.95) },
  };
  report({
    benchmark: 'plant',
    settings: { stations, rate, minutes, database: options.database },
    results: [found],
    table: {
      head: ['Parts sent', 'Lost', 'Lag p50, ms', 'Lag p99, ms', 'Board p50, ms', 'Board p95, ms'],
      rows: [
        [
          ...[String(found.sent), String(found.lost), milliseconds(found.lagP50), milliseconds(found.lagP99)],
          ...[milliseconds(found.boardP50), milliseconds(found.boardP95)],
        ],
      ],
    },
  });
} finally {
  await host.close();
  await postgresql?.end();
  await rm(folder, { recursive: true, force: true });
}
