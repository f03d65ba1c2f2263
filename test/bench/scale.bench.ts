import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { program, programVersion, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { reportToStandardError } from '../../src/main/host/report-to-standard-error.ts';
import { createLogFiles } from '../../src/main/log/files.ts';
import { openStation } from '../../src/main/station.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { LogFilter, Order } from '../../src/shared/contract/log.ts';
import { fillLog } from '../seed/fill-log.ts';
import { openDataServices } from '../support/data-services.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { testFrame } from '../support/test-frame.ts';
import { milliseconds, report, say } from './support/report.ts';

/**
 * Times the queries of Review, statistics, shifts and programs in logs of several lengths, all over the same year, and
 * a start after a kill. Goal: the longest log answers within 1.5 times of the shortest. Options: `--rows
 * 10000,1000000`, `--runs 7`.
 */
const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '10000,300000' }, runs: { type: 'string', default: '7' } },
});
const lengths = options.rows.split(',').map(Number);
const runs = Number(options.runs);
/** Entries per page; ten thousand parts have as many, too. */
const page = 50;
const day = 86_400_000;
const here = program();

/** Fills a home, and ends like a killed station, with rows in the write-ahead log only. */
async function fill(
  home: string,
  parts: number,
  until: number,
): Promise<{ productId: string; modelId: string }> {
  const { productId, modelId } = await makeSmallProduct(home, 'Disc');
  const { files } = await createLogFiles(home).write(
    testFrame(1),
    { map: new Float32Array(12).fill(1), width: 4, height: 3 },
    until,
  );
  const services = openDataServices(home);
  fillLog(services.database, { productId, modelId, parts, until, files });
  services.close();
  const crash = `const db = new (require('better-sqlite3'))(process.argv[1]); db.pragma('journal_mode = WAL');
    db.exec("UPDATE products SET name = name"); process.kill(process.pid, 'SIGKILL')`;
  await once(spawn(process.execPath, ['-e', crash, join(home, 'station.db')], { stdio: 'inherit' }), 'exit');
  return { productId, modelId };
}

function open(home: string) {
  return openStation({
    home,
    host: headlessHost(),
    resources: resourcesFolder(here),
    version: programVersion(here),
    report: reportToStandardError,
  });
}

type Questions = Readonly<Record<string, () => unknown>>;

/** Returns the shortest of the runs without the first one, so that other work of the machine does not count. */
async function least(ask: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const from = performance.now();
    await ask();
    if (run > 0) times.push(performance.now() - from);
  }
  return Math.min(...times);
}

async function measure(parts: number): Promise<{ rows: ReadonlyMap<string, number>; megabytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'loupe-scale-'));
  try {
    const home = join(folder, 'home');
    const until = Date.now();
    say(`Writing ${parts} inspections`);
    const { productId, modelId } = await fill(home, parts, until);
    const { size } = await stat(join(home, 'station.db'));
    const from = performance.now();
    const station = await open(home);
    const found = new Map([['start after a kill', performance.now() - from]]);
    try {
      const {
        log,
        statistics,
        shifts,
        products,
        station: own,
      } = createRouterClient(station.router, {
        context: { user: singleUser },
      });
      const list = (filter: LogFilter, order: Order = 'newest') => log.list({ filter, order, limit: page });
      const { ids, newest } = await list({});
      const middle = await list({ to: until - 180 * day });
      const [shift] = await shifts.list({});
      const overview = (filter: { from?: number; to?: number }) =>
        statistics.overview({ filter, timeZone: 'Europe/Berlin' });
      const questions: Questions = {
        'list, newest': () => list({}),
        'list, highest score': () => list({}, 'highest-score'),
        'page in the middle': () => log.list({ after: middle.ids[0], newest, limit: page }),
        'entries of a page': () => log.entries({ ids: ids.slice(0, 100) }),
        product: () => list({ productId }),
        'product, highest score': () => list({ productId }, 'highest-score'),
        'last week': () => list({ from: until - 7 * day }),
        'last week, highest score': () => list({ from: until - 7 * day }, 'highest-score'),
        'product and month': () => list({ productId, from: until - 30 * day, to: until }),
        'verdict defect': () => list({ verdict: 'defect' }),
        'not inspected': () => list({ verdict: 'not-inspected' }),
        undecided: () => list({ decision: 'undecided' }),
        'undecided, highest score': () => list({ decision: 'undecided' }, 'highest-score'),
        'score from 3.5': () => list({ minimumScore: 3.5 }, 'highest-score'),
        'score from 3.5, newest': () => list({ minimumScore: 3.5 }),
        cause: () => list({ cause: 'scratch' }),
        'a name': () => list({ search: '00000120' }),
        'a name that is not there': () => list({ search: 'zzz' }),
        'part of most names': () => list({ search: 'SN-0' }),
        shift: () => list({ shiftId: shift?.id ?? 1 }),
        'model, verdict, undecided, quarter': () =>
          list({ modelId, verdict: 'review', decision: 'undecided', from: until - 90 * day }),
        'new entries': () => log.since({ filter: { productId, verdict: 'defect' }, newest: newest - 10 }),
        counts: () => log.counts({}),
        'counts, product': () => log.counts({ productId }),
        'counts, last week': () => log.counts({ from: until - 7 * day }),
        'counts, a lane and an odd hour': () =>
          log.counts({ lane: 1, from: until - day - 1_234_567, to: until - 9_876 }),
        'an entry': () => log.get({ id: ids[3] ?? 1 }),
        'overview, all': () => overview({}),
        'overview, month': () => overview({ from: until - 30 * day, to: until }),
        'overview, day': () => overview({ from: until - day, to: until }),
        'drift, all': () => statistics.drift({ modelId, size: 5, baseline: 'first' }),
        'shift, summary': () => shifts.summary({ shiftId: shift?.id ?? 1 }),
        decide: () => log.decide({ id: ids[7] ?? 1, decision: 'good' }),
        'decide on a page': () => log.decideMany({ ids, decision: 'good' }),
        products: () => products.list(),
        status: () => own.status(),
      };
      for (const [name, ask] of Object.entries(questions)) found.set(name, await least(ask));
    } finally {
      await station.close();
    }
    return { rows: found, megabytes: size / 1e6 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const measured: Awaited<ReturnType<typeof measure>>[] = [];
for (const parts of lengths) measured.push(await measure(parts));
const [shortest] = measured;
const longest = measured.at(-1);
const names = [...(shortest?.rows.keys() ?? [])];
const ratio = (name: string): number => (longest?.rows.get(name) ?? 0) / (shortest?.rows.get(name) ?? 1);
report({
  benchmark: 'scale',
  settings: { rows: lengths, runs, megabytes: measured.map(({ megabytes }) => Math.round(megabytes)) },
  results: names.map((name) => ({
    question: name,
    milliseconds: measured.map(({ rows }) => rows.get(name)),
    ratio: ratio(name),
  })),
  table: {
    head: ['Question, ms', ...lengths.map(String), 'ratio'],
    rows: names.map((name) => [
      name,
      ...measured.map(({ rows }) => milliseconds(rows.get(name) ?? 0)),
      ratio(name).toFixed(1),
    ]),
  },
});
