import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { findNats } from '../../scripts/setup/nats.mjs';
import { messagesPerSecond } from '../../src/main/plant/send-rows.ts';
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
 * Simulates stations that send their parts to a plant host. Measures lost parts, the lag from a part to the log, and
 * the time of the board meanwhile. Goals for 100 stations with 5 parts per second: nothing lost, lag p99 ≤ 2 s, board
 * p95 ≤ 300 ms; with `--away 60` all stations were away for an hour, and catch up within ten minutes while their lines
 * continue. Options: `--stations 100`, `--rate 5` parts per second each, `--minutes 10`, `--away 0` minutes,
 * `--database embedded|postgresql`, `--quick`.
 */
const { values: options } = parseArgs({
  options: {
    stations: { type: 'string' },
    rate: { type: 'string', default: '5' },
    minutes: { type: 'string' },
    away: { type: 'string', default: '0' },
    database: { type: 'string', default: 'postgresql' },
    quick: { type: 'boolean', default: false },
  },
});
const stations = Number(options.stations ?? (options.quick ? 10 : 100));
const rate = Number(options.rate);
const minutes = Number(options.minutes ?? (options.quick ? 0.2 : 10));
/** Parts that each station inspected while it was away. */
const missed = Math.round(Number(options.away) * 60 * rate);
/** A station has caught up when its parts reach the log within this time, milliseconds. */
const caughtUpWithinMs = 2_000;
/** Interval of polling the log and the board, milliseconds. */
const lookEveryMs = 100;
/** Parts that the log lacks this long after the last part are lost, milliseconds. */
const patienceMs = 120_000;

const sleep = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

/** Time of each part's sending, in order; the lag is measured by how many of them the log has. */
const sentAt: number[] = [];
const lags: number[] = [];
const boards: number[] = [];
let logged = 0;
/** Time until all stations had caught up, milliseconds; null: not yet. */
let caughtUpAfter: number | null = missed === 0 ? 0 : null;

/** @param began when the stations connected */
async function look(host: PlantHost, began: number): Promise<void> {
  const from = performance.now();
  const board = await host.board();
  const now = performance.now();
  boards.push(now - from);
  const there = board.stations.reduce((sum, { counts }) => sum + arrivedIn(counts), 0);
  for (; logged < there; logged++) if (caughtUpAfter !== null) lags.push(now - (sentAt[logged] ?? now));
  const due = stations * (missed + (Math.max(0, now - began - caughtUpWithinMs) * rate) / 1000);
  if (caughtUpAfter === null && there >= due) caughtUpAfter = now - began;
}

/**
 * Sends one station's parts: first those of its absence, as fast as a station sends them, then new ones at its rate;
 * sends parts again that the server refused.
 */
async function tell(
  connection: NatsConnection,
  station: number,
  { began, until }: { readonly began: number; readonly until: number },
): Promise<void> {
  const stream = jetstream(connection);
  const first = began + (1000 / rate) * Math.random();
  for (let part = 1; ; part++) {
    const seenAt = first + ((part - missed) * 1000) / rate;
    if (seenAt > until) return;
    const leavesAt = Math.max(seenAt, first + (part * 1000) / messagesPerSecond);
    const wait = leavesAt - performance.now();
    if (wait > 0) await sleep(wait);
    const body = { ...partOf(station, part), capturedAt: Math.round(performance.timeOrigin + seenAt) };
    const message = JSON.stringify(body);
    sentAt.push(performance.now());
    for (let isTaken = false; !isTaken;) {
      isTaken = await stream.publish(partsSubject(station), message, { msgID: partId(body) }).then(
        () => true,
        () => false,
      );
    }
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
  home: join(folder, 'home'),
  name: () => 'Works',
  timeZone: () => 'UTC',
  changes: createStationChanges(),
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
  const missing = missed === 0 ? '' : `, and ${missed} of before`;
  say(`${stations} stations tell ${rate} parts a second each for ${minutes} minutes${missing}`);
  const began = performance.now();
  const span = { began, until: began + minutes * 60_000 };
  const telling = { on: true };
  const told = Promise.all(connections.map((connection, index) => tell(connection, index + 1, span))).finally(
    () => (telling.on = false),
  );
  while (telling.on) {
    await look(host, began);
    await sleep(lookEveryMs);
  }
  await told;
  const end = performance.now() + patienceMs;
  while (logged < sentAt.length && performance.now() < end) {
    await look(host, began);
    await sleep(lookEveryMs);
  }
  for (const connection of connections) await connection.close();
  const found = {
    sent: sentAt.length,
    lost: sentAt.length - logged,
    lagP50: share(lags, 0.5),
    lagP99: share(lags, 0.99),
    boardP50: share(boards, 0.5),
    boardP95: share(boards, 0.95),
    caughtUpSeconds: caughtUpAfter === null ? null : Math.round(caughtUpAfter / 1000),
  };
  report({
    benchmark: 'plant',
    settings: { stations, rate, minutes, missed, database: options.database },
    results: [found],
    table: {
      head: [
        ...['Parts sent', 'Lost', 'Lag p50, ms', 'Lag p99, ms', 'Board p50, ms', 'Board p95, ms'],
        'Caught up after, s',
      ],
      rows: [
        [
          ...[String(found.sent), String(found.lost), milliseconds(found.lagP50), milliseconds(found.lagP99)],
          ...[milliseconds(found.boardP50), milliseconds(found.boardP95)],
          found.caughtUpSeconds === null ? 'not yet' : String(found.caughtUpSeconds),
        ],
      ],
    },
  });
} finally {
  await host.close();
  await postgresql?.end();
  await rm(folder, { recursive: true, force: true });
}
