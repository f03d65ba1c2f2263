import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { familyRegistry } from '../../src/main/families/registry.ts';
import { backboneFile, program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import { followingLimits } from '../../src/shared/domain/chosen-limits.ts';
import { firstLane, usualLane } from '../../src/shared/domain/lanes.ts';
import { startStation, type RunningStation } from '../e2e/support/running-station.ts';
import { inspectParts } from '../seed/inspected-parts.ts';
import { writeLog } from '../seed/write-log.ts';
import { collect } from '../support/collect.ts';
import { openDataServices } from '../support/data-services.ts';
import { writeLabelledFolder } from '../support/labelled-folder.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { milliseconds, report, say } from './support/report.ts';
import { socketCamera } from './support/socket-camera.ts';
import { quantiles, rounded } from './support/timing.ts';

/**
 * Measures the line beside all other work: a part's time from its trigger to its logged result, alone, and while a
 * viewer floods the station, an evaluation runs, and the log is exported repeatedly as CSV and as a report. Both halves
 * belong to one run, so that their ratio is valid. Goals: p99 within 1.5 × of the line's own p99 alone, no late part,
 * none without a verdict.
 * Options: `--entries N` of the log (default 20000), `--rate N` parts per second (default 5), `--seconds N` of each
 * half (default 120), `--deadline N` milliseconds per part (default 1000), `--quick`.
 */
const { values: options } = parseArgs({
  options: {
    entries: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '120' },
    deadline: { type: 'string', default: '1000' },
    quick: { type: 'boolean', default: false },
  },
});
const seconds = options.quick ? 5 : Number(options.seconds);
const entries = options.quick ? 300 : Number(options.entries);
const [rate, deadlineMs] = [Number(options.rate), Number(options.deadline)];
const side = 256;
const mostRatio = 1.5;

interface Half {
  readonly times: number[];
  uninspected: number;
  late: number;
}

const folder = await mkdtemp(join(tmpdir(), 'loupe-guard-'));
try {
  const home = join(folder, 'home');
  const { productId, modelId } = await makeHome(home);
  await writeLabelledFolder(join(folder, 'labelled'), 20, 20);
  const server = join(program().folder, 'src', 'main', 'server.ts');
  const station = await startStation({ home, program: server });
  try {
    describe(await measure(station, productId, modelId));
  } finally {
    await station.kill();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
// Pending calls to the stopped station must not delay the end.
process.exit();

async function makeHome(home: string): Promise<{ productId: string; modelId: string }> {
  const random = { side, backboneFile: backboneFile(resourcesFolder(program())) };
  const graph = await familyRegistry.pyramid.randomModel('pyramid', random);
  const product = await makeSmallProduct(home, 'Part', side, undefined, {}, graph);
  const { productId, modelId } = product;
  say(`A log of ${entries} entries`);
  const services = openDataServices(home);
  try {
    const parts = await inspectParts(product.graph, 9, 0);
    const scores = parts.map(({ score }) => score).toSorted((a, b) => a - b);
    const limits = followingLimits({ review: scores[3] ?? 0, defect: scores[6] ?? 0 });
    services.thresholds.append({ productId, modelId, limits, origin: 'person', setBy: 'local' });
    await writeLog(home, services, { productId, modelId, parts, entries, until: Date.now() });
  } finally {
    services.close();
  }
  return product;
}

async function measure(
  station: RunningStation,
  productId: string,
  modelId: string,
): Promise<{ alone: Half; beside: Half }> {
  const { client, port } = station;
  const { number: _, ...usual } = usualLane(firstLane);
  const lane = {
    ...usual,
    deadlineMs,
    source: { kind: 'window-camera', label: 'Camera' },
    trigger: { kind: 'software', delayMs: 0, debounceMs: 0 },
  } as const;
  await client.lanes.change({ number: firstLane, expected: 0, lane });
  const { id: sessionId } = await client.inspection.start({ productId, lane: firstLane });
  const socket = station.live();
  await once(socket, 'open');
  const random = seededRandom(1);
  const pixels = new Uint8Array(side * side * 3).map(() => random.integer(256));
  const camera = socketCamera(socket, { sessionId, side, pixels, rate: 30 });
  say('Warming up');
  await play(station, 3);
  say(`The line alone, ${seconds} s`);
  const alone = await play(station, seconds);
  const { token } = await client.access.create({ name: 'Viewer', role: 'viewer', days: 1 });
  const flood = spawn(
    process.execPath,
    [join(import.meta.dirname, 'support', 'viewer-flood.ts'), String(port), token],
    { stdio: 'ignore' },
  );
  const ending = new AbortController();
  const load = Promise.all([
    again(ending.signal, async () => {
      const source = { kind: 'folder', folder: join(folder, 'labelled') } as const;
      await collect(await client.models.evaluate({ modelId, source }));
    }),
    again(ending.signal, async () => {
      const order = { filter: {}, timeZone: 'UTC', entries: 1000 };
      await collect(await client.statistics.exportReport(order));
    }),
    again(ending.signal, async () => {
      const order = { filter: {}, timeZone: 'UTC' };
      await collect(await client.statistics.exportLog(order));
    }),
  ]);
  say(`The line beside a viewer who floods, an evaluation, a report and the log as CSV, ${seconds} s`);
  await sleep(1000);
  const beside = await play(station, seconds);
  ending.abort();
  flood.kill('SIGKILL');
  await camera.stop();
  // Pending work no longer matters.
  await station.kill();
  await Promise.race([load, sleep(2000)]);
  return { alone, beside };
}

/** Repeats an action; retries after a refusal for overload. */
async function again(signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) await act().catch(() => sleep(50));
}

/** Requests parts at the rate; a part waits for the result of the previous one. */
async function play({ client }: RunningStation, duration: number): Promise<Half> {
  const half: Half = { times: [], uninspected: 0, late: 0 };
  const began = performance.now();
  for (let part = 0; part < duration * rate; part++) {
    const wait = began + (part * 1000) / rate - performance.now();
    if (wait > 0) await sleep(wait);
    const before = performance.now();
    const result = await client.inspection.trigger({ lane: firstLane });
    half.times.push(performance.now() - before);
    if (result.verdict !== 'not-inspected') continue;
    half.uninspected += 1;
    if (result.reason === 'late') half.late += 1;
  }
  return half;
}

function describe({ alone, beside }: { alone: Half; beside: Half }): void {
  const results = Object.entries({ alone, beside }).map(([line, { times, uninspected, late }]) => {
    const at = quantiles(times);
    const [p50 = 0, p99 = 0, most = 0] = [at(0.5), at(0.99), at(1)].map((value) => rounded(value));
    return { line, parts: times.length, p50, p99, most, uninspected, late };
  });
  const [before, after] = [quantiles(alone.times)(0.99), quantiles(beside.times)(0.99)];
  const ratio = rounded(after / before);
  const goalsMet = ratio <= mostRatio && beside.uninspected === 0;
  report({
    benchmark: 'guard',
    settings: { side, preset: 'pyramid', rate, seconds, entries, deadlineMs, mostRatio },
    results: [...results, { line: 'beside / alone', ratio, goalsMet }],
    table: {
      head: ['Line', 'Parts', 'p50, ms', 'p99', 'Longest', 'Not inspected', 'Late'],
      rows: [
        ...results.map(({ line, parts, p50, p99, most, uninspected, late }) => [
          ...[line, String(parts)],
          ...[p50, p99, most].map(milliseconds),
          ...[String(uninspected), String(late)],
        ]),
        ['beside / alone', '', '', String(ratio), '', '', goalsMet ? 'goals met' : 'goals missed'],
      ],
    },
  });
  process.exitCode = goalsMet ? 0 : 1;
}
