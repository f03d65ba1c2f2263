import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startStation, type RunningStation } from '../e2e/support/running-station.ts';
import { lanes, makeChaosHome, serverProgram } from '../support/chaos/chaos-home.ts';
import { hear } from '../support/chaos/line-client.ts';
import { linearTrend } from './support/linear-trend.ts';
import { sampleProcesses } from './support/process-samples.ts';
import { report, say } from './support/report.ts';
import { rounded } from './support/timing.ts';

/**
 * Measures a station that inspects a camera of the window at full rate for long: memory and handles of all its
 * processes, once a second, and their trend over the last two thirds. Goals for runs of at least ten minutes, in which
 * heaps reach their size: the slope of the memory is within its own noise or below 1 MB per minute, and the handles are
 * constant.
 * Options: `--minutes N` (default 30), `--quick` (1 minute).
 */
const { values: options } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, quick: { type: 'boolean', default: false } },
});
const minutes = options.quick ? 1 : Number(options.minutes);
if (!(minutes > 0)) throw new Error('Say for how many minutes, e.g. --minutes 30');
const spacingMs = 1000;
/** A slope that nobody would notice in a year of shifts with restarts, MB per minute. */
const mostSlope = 1;

/** In a shorter run, heaps still grow to their size. */
const leastMinutes = 10;

interface Series {
  readonly megabytes: number[];
  readonly handles: number[];
  readonly threads: number[];
}

const folder = await mkdtemp(join(tmpdir(), 'loupe-soak-'));
try {
  const home = await makeChaosHome(folder);
  const station = await startStation({ home: home.paths.home, program: serverProgram });
  try {
    tell(await soak(station, home));
  } finally {
    await station.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function soak(station: RunningStation, home: Awaited<ReturnType<typeof makeChaosHome>>) {
  const counts = { judged: 0, uninspected: 0, entries: 0 };
  const heard = await hear(station, (part) => {
    counts[part.kind === 'result' ? 'judged' : 'uninspected'] += 1;
    if (part.entryId !== null) counts.entries += 1;
  });
  const source = { kind: 'window-camera', label: 'Soak' } as const;
  const { productId, frames } = home;
  const { id } = await station.client.inspection.start({ productId, source, lane: lanes.free });
  const feeding = heard.feed(id, frames, 1);
  await heard.more();
  const series = new Map<string, Series>();
  const began = performance.now();
  const samples = Math.round((minutes * 60_000) / spacingMs);
  for (let sample = 1; sample <= samples; sample++) {
    await sleep(Math.max(0, began + sample * spacingMs - performance.now()));
    for (const { name, megabytes, handles, threads } of sampleProcesses(station.pid)) {
      const one = series.get(name) ?? { megabytes: [], handles: [], threads: [] };
      series.set(name, one);
      one.megabytes.push(megabytes);
      one.handles.push(handles);
      one.threads.push(threads);
    }
    if (sample % 60 === 0) say(`${sample / 60} of ${minutes} minutes, ${counts.judged} verdicts`);
  }
  const seconds = (performance.now() - began) / 1000;
  const { counts: session } = await station.client.inspection.stop({ sessionId: id });
  heard.close();
  await feeding;
  // Processes that started late or ended early do not belong to the line.
  const lasting = [...series].filter(([, { megabytes }]) => megabytes.length >= samples * 0.9);
  return { counts, dropped: session.dropped, seconds, lasting };
}

function tell({ counts, dropped, seconds, lasting }: Awaited<ReturnType<typeof soak>>): void {
  const spacing = spacingMs / 60_000;
  const processes = lasting.map(([name, { megabytes, handles, threads }]) => {
    const { slope, plusMinus } = linearTrend(megabytes, spacing);
    const ends = (values: readonly number[]) => [values.at(Math.floor(values.length / 3)), values.at(-1)];
    const most = Math.max(...megabytes);
    const isFlat =
      Math.abs(slope) <= Math.max(plusMinus, mostSlope) && linearTrend(handles, spacing).slope < 1;
    return {
      name,
      memory: ends(megabytes),
      most,
      slope,
      plusMinus,
      handles: ends(handles),
      threads: ends(threads),
      isFlat,
    };
  });
  const goalsMet =
    minutes < leastMinutes ? null : processes.every(({ isFlat }) => isFlat) && counts.uninspected === 0;
  const fromTo = (values: readonly (number | undefined)[], digits = 0): string =>
    values.map((value) => (value ?? Number.NaN).toFixed(digits)).join(' → ');
  report({
    benchmark: 'soak',
    settings: { minutes, goals: { mostSlope }, goalsMet },
    results: [{ ...counts, dropped, perSecond: rounded(counts.judged / seconds, 1), processes }],
    table: {
      head: [
        'Process',
        'MB, a third in → end',
        'Most',
        'MB a minute',
        'Handles',
        'Threads',
        'Verdicts a second',
      ],
      rows: processes.map(({ name, memory, most, slope, plusMinus, handles, threads }) => [
        ...[name, fromTo(memory), most.toFixed(0), `${slope.toFixed(2)} ± ${plusMinus.toFixed(2)}`],
        ...[fromTo(handles), fromTo(threads), (counts.judged / seconds).toFixed(1)],
      ]),
    },
  });
  process.exitCode = goalsMet === false ? 1 : 0;
}
