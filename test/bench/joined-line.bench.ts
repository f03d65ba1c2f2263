import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { familyRegistry } from '../../src/main/families/registry.ts';
import { backboneFile, program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { createLogFiles } from '../../src/main/log/files.ts';
import { generatePart } from '../../src/main/sample/generate-part.ts';
import { plantPaths } from '../../src/main/station/plant-paths.ts';
import { startStation, type RunningStation } from '../e2e/support/running-station.ts';
import { fillLog } from '../seed/fill-log.ts';
import { inspectParts } from '../seed/inspected-parts.ts';
import { serverProgram } from '../support/chaos/chaos-home.ts';
import { openDataServices } from '../support/data-services.ts';
import { openProcessPlant, type ProcessPlant } from '../support/plant/process-plant.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { milliseconds, report, say } from './support/report.ts';
import { quantiles, rounded } from './support/timing.ts';

/**
 * Measures the cost of a plant for its station's line: the time from a picture that a program sends to its logged
 * verdict, alone, in a plant, and while the station sends the plant an hour of missed parts. The three take turns in
 * one run, so that their ratios are valid; the preset pyramid with random students at 256 × 256. Plant host and NATS
 * server run at the lowest priority, since they stand for another machine.
 * Goal: p99 within 1.1 × of the line's own p99 alone, no part without a verdict. Options: `--rate N` parts per second
 * (default 5), `--seconds N` of each turn (default 30), `--rounds N` (default 6), `--thumbnails` (sends entries with
 * their pictures), `--quick`.
 */
const { values: options } = parseArgs({
  options: {
    rate: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '6' },
    thumbnails: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});
const rate = Number(options.rate);
const seconds = options.quick ? 3 : Number(options.seconds);
const rounds = options.quick ? 2 : Number(options.rounds);
const side = 256;
const mostRatio = 1.1;
/** The parts of an hour, and at least enough that sending them lasts for a whole turn. */
const missed = Math.max(3600 * rate, 300 * (seconds + 10));
/** Parts before each turn that do not count. */
const warmUpSeconds = 2;

const turns = ['alone', 'joined', 'catching up'] as const;
type Turn = (typeof turns)[number];

interface Measured {
  readonly times: number[];
  uninspected: number;
  /** Average number of unsent rows at the start and at the end of a turn. */
  before: number;
  after: number;
}

const folder = await mkdtemp(join(tmpdir(), 'loupe-joined-'));
try {
  const home = join(folder, 'home');
  const productId = await makeHome(home);
  const plant = await openProcessPlant(folder);
  try {
    lower(plant.host().pid);
    const { serverProcess } = plantPaths(plant.home);
    // The server writes its process id a moment after the host is ready.
    while (!existsSync(serverProcess) || readFileSync(serverProcess, 'utf8') === '') await sleep(50);
    lower(Number(readFileSync(serverProcess, 'utf8')));
    const station = await startStation({ home, program: serverProgram });
    try {
      describe(await measure(station, plant, productId));
    } finally {
      await station.stop();
    }
  } finally {
    await plant.end();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Each thread has a priority of its own; a new thread inherits that of its creator. */
function lower(pid: number): void {
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    setPriority(Number(thread), constants.priority.PRIORITY_LOW);
  }
}

/** @returns the product */
async function makeHome(home: string): Promise<string> {
  const graph = await familyRegistry.pyramid.randomModel('pyramid', {
    side,
    backboneFile: backboneFile(resourcesFolder(program())),
  });
  const product = await makeSmallProduct(home, 'Part', side, undefined, {}, graph);
  say(`A log of ${missed} parts`);
  const services = openDataServices(home);
  try {
    const [part] = await inspectParts(product.graph, 1, 1001);
    if (part === undefined) throw new Error('No part was inspected');
    const until = Date.now();
    const { files } = await createLogFiles(home).write(part.frame, part.map, until);
    fillLog(services.database, { ...product, parts: missed, until, files });
  } finally {
    services.close();
  }
  return product.productId;
}

async function measure(
  station: RunningStation,
  plant: ProcessPlant,
  productId: string,
): Promise<Record<Turn, Measured>> {
  const { client } = station;
  await client.products.setThresholds({ id: productId, thresholds: { review: 1e6, defect: 1e6 } });
  if (options.thumbnails) {
    const { version } = await client.settings.get();
    await client.settings.set({ values: { 'plant.thumbnails': 'send' }, expected: version });
  }
  await client.inspection.start({ productId, source: { kind: 'push' } });
  const { data, width, height } = generatePart(1).frame;
  const raw = { width, height, channels: 3 } as const;
  const bytes = await sharp(data, { raw }).resize(side, side).png().toBuffer();
  const picture = new File([new Uint8Array(bytes)], 'part.png');
  const none = (): Measured => ({ times: [], uninspected: 0, before: 0, after: 0 });
  const measured = { alone: none(), joined: none(), 'catching up': none() };
  for (let round = 0; round < rounds; round++) {
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) {
      await begin(station, plant, turn, round);
      await play(station, picture, warmUpSeconds, none());
      say(`${turn}, ${seconds} s`);
      const into = measured[turn];
      into.before += (await waiting(station)) / rounds;
      await play(station, picture, seconds, into);
      into.after += (await waiting(station)) / rounds;
      if (turn !== 'alone') await client.membership.leave();
    }
  }
  return measured;
}

/** Joins as a new station each time, because only then the whole log is sent again. */
async function begin(
  { client }: RunningStation,
  plant: ProcessPlant,
  turn: Turn,
  round: number,
): Promise<void> {
  if (turn === 'alone') return;
  const { token } = await plant.host().client.plantHost.invite({ name: `${turn} ${round}` });
  await client.membership.join({ token, wholeLog: turn === 'catching up' });
  const isBehind = (rows: number): boolean => (turn === 'catching up' ? rows > 0 : rows === 0);
  for (let state = await client.membership.status(); ; state = await client.membership.status()) {
    if (state?.connected === true && isBehind(state.waiting)) return;
    await sleep(100);
  }
}

async function waiting({ client }: RunningStation): Promise<number> {
  return (await client.membership.status())?.waiting ?? 0;
}

/** Sends pictures at the rate; a picture waits for the verdict on the previous one. */
async function play(
  { client }: RunningStation,
  picture: File,
  duration: number,
  into: Measured,
): Promise<void> {
  const began = performance.now();
  for (let part = 0; part < duration * rate; part++) {
    const wait = began + (part * 1000) / rate - performance.now();
    if (wait > 0) await sleep(wait);
    const before = performance.now();
    const { verdict } = await client.inspection.push({ lane: 1, picture });
    into.times.push(performance.now() - before);
    if (verdict === 'not-inspected') into.uninspected += 1;
  }
}

function describe(measured: Record<Turn, Measured>): void {
  const alone = quantiles(measured.alone.times)(0.99);
  const results = turns.map((turn) => {
    const { times, uninspected, before, after } = measured[turn];
    const at = quantiles(times);
    const [p50 = 0, p99 = 0, most = 0] = [at(0.5), at(0.99), at(1)].map((value) => rounded(value));
    const travelled = { before: Math.round(before), after: Math.round(after) };
    return {
      turn,
      parts: times.length,
      p50,
      p99,
      most,
      ratio: rounded(at(0.99) / alone),
      uninspected,
      ...travelled,
    };
  });
  const isBehind = measured['catching up'].after > 0;
  if (!isBehind) say('All had travelled before a turn was over: --seconds has to be less');
  const goalsMet =
    isBehind && results.every(({ ratio, uninspected }) => ratio <= mostRatio && uninspected === 0);
  report({
    benchmark: 'joined-line',
    settings: {
      side,
      preset: 'pyramid',
      rate,
      seconds,
      rounds,
      missed,
      thumbnails: options.thumbnails,
      mostRatio,
    },
    results: [...results, { goalsMet }],
    table: {
      head: [
        'Line',
        'Parts',
        'p50, ms',
        'p99',
        'Longest',
        'p99 / alone',
        'Not inspected',
        'Waiting before',
        'after',
      ],
      rows: results.map(({ turn, parts, p50, p99, most, ratio, uninspected, before, after }) => [
        ...[turn, String(parts), ...[p50, p99, most].map(milliseconds)],
        ...[ratio, uninspected, before, after].map(String),
      ]),
    },
  });
  process.exitCode = goalsMet ? 0 : 1;
}
