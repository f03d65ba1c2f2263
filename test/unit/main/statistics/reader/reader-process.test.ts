import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openFigures } from '../../../../../src/main/services/reader-services.ts';
import { headlessHost } from '../../../../../src/main/host/headless-host.ts';
import type { Host, WorkerProcess } from '../../../../../src/main/host/host.ts';
import { createExportFolder } from '../../../../../src/main/statistics/export-folder.ts';
import { createReaderProcess } from '../../../../../src/main/statistics/reader/reader-process.ts';
import { createStatisticsService } from '../../../../../src/main/statistics/service.ts';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import type { ExportEvent } from '../../../../../src/shared/contract/statistics.ts';
import { collect } from '../../../../support/collect.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { openLog, start, watched } from '../../../../support/log.ts';
import { readPdf } from '../../../../support/read-pdf.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const timeZone = 'Europe/Berlin';
const version = '1.2.3';

interface ReadOptions {
  /** Whether requests to the reader are held back. */
  readonly hold?: boolean;
  /** Called with the first reader at its first progress; later messages of that reader are lost. */
  readonly kill?: (reader: WorkerProcess) => void;
  readonly hangMs?: number;
}

/** Makes a log with six entries and its reader. */
async function openRead({ hold = false, kill, hangMs }: ReadOptions = {}) {
  const station = openLog();
  const session = await station.session('曲奇, “fine”', watched);
  const ids: number[] = [];
  for (const [index, score] of [3, 5, 4.5, 7.25, 3.5, 6].entries()) {
    ids.push((await station.record(session, index, score, index * 60_000)) ?? 0);
  }
  station.log.decide(ids[3] ?? 0, { decision: 'defect', cause: '划痕', note: 'At the edge' }, singleUser);
  const headless = headlessHost();
  const workers: WorkerProcess[] = [];
  const host: Pick<Host, 'forkWorker'> = {
    forkWorker(entry, environment) {
      const worker = headless.forkWorker(entry, environment);
      workers.push(worker);
      if (hold) return { ...worker, send: () => undefined };
      if (kill === undefined || workers.length > 1) return worker;
      let dead = false;
      return {
        ...worker,
        onMessage(listener) {
          worker.onMessage((message) => {
            if (dead) return;
            dead = true;
            listener(message);
            kill(worker);
          });
        },
      };
    },
  };
  const { paths, log } = station;
  const reader = createReaderProcess({
    host,
    version,
    home: paths.home,
    ...(hangMs === undefined ? {} : { hangMs }),
  });
  const exports = createExportFolder(paths.exports);
  const statistics = createStatisticsService({ reader, exports, log });
  onTestFinished(() => statistics.close());
  const kept = async (events: readonly ExportEvent[]) => {
    const finished = events.at(-1);
    if (finished?.kind !== 'finished') throw new Error('It is not finished');
    const { body, ...file } = await statistics.read(finished.exportId);
    return { ...finished, ...file, bytes: await body.bytes() };
  };
  return { ...station, ...session, ids, statistics, workers, kept };
}

describe('the reader', () => {
  test('gives what the figures give in the station’s own process: the same CSV, report, overview and drift', async () => {
    const { database, statistics, kept, paths, ids, modelId, workers } = await openRead();
    const folder = temporaryFolder();
    const pictured: number[] = [];
    const place = createExportFolder(folder);
    const here = openFigures(database, {
      paths,
      version,
      exports: place,
      places: true,
      onPictured: (shown) => pictured.push(...shown),
    });
    const log = { filter: {}, timeZone, decimalSeparator: 'comma' } as const;
    const csv = await collect(statistics.exportLog(log, true));
    expect(csv[0]).toEqual({ kind: 'progress', done: 0, total: 6 });
    expect(csv.at(-2)).toEqual({ kind: 'progress', done: 6, total: 6 });
    const file = await kept(csv);
    const inPlace = (await collect(here.exportLog(log))).at(-1);
    if (inPlace?.kind !== 'finished') throw new Error('It is not finished');
    expect(file.fileName).toBe(inPlace.fileName);
    expect(Buffer.from(file.bytes)).toEqual(readFileSync(join(folder, String(inPlace.exportId))));

    const order = { filter: {}, timeZone, language: 'de', entries: 4 } as const;
    const report = await kept(await collect(statistics.exportReport(order, true)));
    expect(report).toMatchObject({ entries: 4, missing: 0, type: 'application/pdf' });
    const shown = (await collect(here.exportReport(order))).at(-1);
    if (shown?.kind !== 'finished') throw new Error('It is not finished');
    const [there, inHere] = [report.bytes, readFileSync(join(folder, String(shown.exportId)))].map(readPdf);
    // A report contains the second of its writing.
    const timeless = (text: readonly string[] = []) => text.join('\n').replaceAll(/\d\d:\d\d:\d\d/g, '');
    expect(timeless(there?.text)).toBe(timeless(inHere?.text));
    expect(there?.pictures).toBe(8);

    const filter = { from: start - 1, to: start + 3_600_000 };
    expect(await statistics.overview(filter, timeZone)).toEqual(await here.overview(filter, timeZone));
    const chart = { modelId, size: 1, baseline: 'first' } as const;
    expect(await statistics.drift(chart)).toEqual(here.drift(chart));
    expect(workers).toHaveLength(1);
    expect(pictured.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 5].map((index) => ids[index]));
  });

  test('writes nothing into the database: the station says which pictures stand in a report', async () => {
    const { database, statistics, kept, ids } = await openRead();
    const exported = database.prepare('SELECT id FROM log_entries WHERE exported_at IS NOT NULL').pluck();
    await kept(await collect(statistics.exportLog({ filter: {}, timeZone }, true)));
    expect(exported.all()).toEqual([]);
    await kept(await collect(statistics.exportReport({ filter: {}, timeZone, entries: 2 }, true)));
    expect(exported.all()).toEqual([ids[3], ids[5]]);
  });

  test('sees what was logged and set since it was asked last', async () => {
    const { statistics, kept, session, record, log, ids } = await openRead();
    const count = async () =>
      (await kept(await collect(statistics.exportLog({ filter: {}, timeZone }, true)))).entries;
    expect(await count()).toBe(6);
    await record(await session('Tape', watched), 9, 9, 600_000);
    expect(await count()).toBe(7);
    log.decide(ids[0] ?? 0, { decision: 'good', cause: null, note: '' }, singleUser);
    const { decided } = await statistics.overview({}, timeZone);
    expect(decided).toContainEqual({ verdict: 'review', decision: 'good', entries: 1, parts: 1 });
  });

  test('that is killed during an export fails it by name and leaves no file; the next call has another one', async () => {
    let begun: readonly string[] = [];
    let overview: Promise<unknown> = Promise.resolve();
    const { statistics, workers, kept, paths } = await openRead({
      kill(reader) {
        begun = readdirSync(paths.exports);
        overview = failureOf(() => statistics.overview({}, timeZone));
        reader.kill();
      },
    });
    const events = statistics.exportLog({ filter: {}, timeZone }, true);
    expect(await events.next()).toMatchObject({ value: { kind: 'progress', done: 0, total: 6 } });
    expect(begun).toHaveLength(1);
    const ended = {
      code: 'WORKER_FAILED',
      message: expect.stringMatching(/reader of the log was ended from outside.*not affected.*Ask again/),
    };
    await expect(events.next()).rejects.toMatchObject(ended);
    expect(await overview).toMatchObject(ended);
    expect(readdirSync(paths.exports)).toEqual([]);
    expect(await kept(await collect(statistics.exportLog({ filter: {}, timeZone }, true)))).toMatchObject({
      entries: 6,
    });
    expect(workers).toHaveLength(2);
  });

  test('that gives no sign of life is ended, and the call fails', async () => {
    const { statistics, workers } = await openRead({ hold: true, hangMs: 100 });
    const failure = await failureOf(() => statistics.overview({}, timeZone));
    expect(failure).toMatchObject({ code: 'WORKER_FAILED' });
    expect(workers).toHaveLength(1);
  });

  test('is not started for ever when it dies each time', async () => {
    const { statistics, workers } = await openRead({ hold: true, hangMs: 1 });
    for (let call = 0; call < 5; call++) await failureOf(() => statistics.overview({}, timeZone));
    const failure = await failureOf(() => statistics.overview({}, timeZone));
    expect(failure).toMatchObject({
      code: 'WORKER_FAILED',
      message: expect.stringContaining('Ask again in a minute'),
    });
    expect(workers).toHaveLength(5);
  });

  test.each(['exportLog', 'exportReport'] as const)(
    'that is told to stop during %s leaves no file, and goes on with the next call',
    async (kind) => {
      const { statistics, workers, paths } = await openRead();
      const cancel = new AbortController();
      const order = { filter: {}, timeZone, entries: 6 };
      const events = statistics[kind](order, true, cancel.signal);
      await events.next();
      cancel.abort();
      await expect(collect(events)).rejects.toMatchObject({ name: 'AbortError' });
      expect(readdirSync(paths.exports)).toEqual([]);
      await statistics.overview({}, timeZone);
      expect(workers).toHaveLength(1);
    },
  );

  test('leaves no file of an export that nobody follows any more', async () => {
    const { statistics, paths } = await openRead();
    for await (const event of statistics.exportReport({ filter: {}, timeZone, entries: 6 }, true)) {
      expect(event).toEqual({ kind: 'progress', done: 0, total: 7 });
      break;
    }
    expect(readdirSync(paths.exports)).toEqual([]);
  });

  test('names what is not there as the station does', async () => {
    const { statistics } = await openRead();
    const productId = '00000000-0000-4000-8000-000000000000';
    const failure = await failureOf(() =>
      collect(statistics.exportReport({ filter: { productId }, timeZone, entries: 1 }, true)),
    );
    expect(failure).toMatchObject({ code: 'NOT_FOUND', detail: productId });
  });
});
