import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { readBoard } from '../../src/main/plant-host/board.ts';
import { readFigures } from '../../src/main/plant-host/figures.ts';
import type { InvitedStation } from '../../src/main/plant-host/invitations.ts';
import { openPlantLog } from '../../src/main/plant-host/log/open-log.ts';
import { plantPaths } from '../../src/main/station/plant-paths.ts';
import { fillPlantLog } from '../seed/fill-plant-log.ts';
import { openPostgresqlServer } from '../support/plant/postgresql-server.ts';
import { milliseconds, report, say } from './support/report.ts';

/**
 * Times the window's queries of a plant's log of a month, in PostgreSQL. Goal: ten million parts of a hundred stations,
 * each page and chart p95 ≤ 300 ms. Options: `--rows 10000000`, `--stations 100`, `--runs 40`, `--quick`.
 */
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string' },
    stations: { type: 'string', default: '100' },
    runs: { type: 'string', default: '40' },
    quick: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows ?? (options.quick ? 100_000 : 10_000_000));
const stations = Number(options.stations);
const runs = Number(options.runs);
const day = 86_400_000;

const folder = await mkdtemp(join(tmpdir(), 'loupe-plant-log-'));
const postgresql = await openPostgresqlServer(join(folder, 'postgresql'));
try {
  const log = await openPlantLog({ database: postgresql.address }, plantPaths(folder));
  const client = new Client({ connectionString: postgresql.address });
  await client.connect();
  say(`Writing ${rows} parts of ${stations} stations`);
  const now = Date.now();
  await fillPlantLog(client, { rows, stations, from: now - 30 * day, to: now }).finally(() => client.end());

  const invited = Array.from({ length: stations }, (_, index): InvitedStation => {
    const station = index + 1;
    return {
      station,
      name: `Line ${station}`,
      invitation: crypto.randomUUID(),
      key: `U${'A'.repeat(55)}`,
      invitedAt: now - 30 * day,
      removedAt: null,
    };
  });
  const figures = (days: number, station?: number) =>
    readFigures(
      log.figures,
      { from: now - days * day, to: now, timeZone: 'Europe/Berlin', ...(station ? { station } : {}) },
      String,
    );
  const open = await log.review.entries({ show: 'open', limit: 24 });
  const middle = { station: Math.ceil(stations / 2), entry: 1, capturedAt: now - 15 * day };
  const questions: Readonly<Record<string, () => Promise<unknown>>> = {
    board: () => readBoard(log.board, invited, now, 'Europe/Berlin'),
    'entries that wait, first page': () => log.review.entries({ show: 'open', limit: 24 }),
    'entries that wait, far back': () => log.review.entries({ show: 'open', limit: 24, after: middle }),
    'entries of one station': () => log.review.entries({ show: 'all', limit: 24, station: 7 }),
    'history of an entry': () =>
      log.review.decisions(open.entries[0]?.station ?? 1, open.entries[0]?.entry ?? 1),
    'statistics, a day': () => figures(1),
    'statistics, a month': () => figures(30),
    'statistics, a month of one station': () => figures(30, 7),
    'roll-outs': () => log.rollouts.list(50),
  };
  const results: { question: string; p50: number; p95: number }[] = [];
  for (const [question, ask] of Object.entries(questions)) {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const from = performance.now();
      await ask();
      times.push(performance.now() - from);
    }
    times.sort((a, b) => a - b);
    const at = (part: number): number => times[Math.min(runs - 1, Math.floor(part * runs))] ?? Number.NaN;
    results.push({ question, p50: at(0.5), p95: at(0.95) });
  }
  await log.close();
  report({
    benchmark: 'plant-log',
    settings: { rows, stations, runs },
    results,
    table: {
      head: ['Question', 'p50, ms', 'p95, ms'],
      rows: results.map(({ question, p50, p95 }) => [question, milliseconds(p50), milliseconds(p95)]),
    },
  });
} finally {
  await postgresql.end();
  await rm(folder, { recursive: true, force: true });
}
