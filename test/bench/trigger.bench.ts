import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { modbusLine, type ModbusPlace } from '../../src/main/cli/simulation/modbus-line.ts';
import { partName } from '../../src/main/cli/simulation/simulated-line.ts';
import { familyRegistry } from '../../src/main/families/registry.ts';
import { backboneFile, program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { generatePart } from '../../src/main/sample/generate-part.ts';
import { firstLane, mostLanes, usualLane } from '../../src/shared/domain/lanes.ts';
import { modbusTargetSchema } from '../../src/shared/domain/modbus-target.ts';
import { startStation, type RunningStation } from '../e2e/support/running-station.ts';
import { freePort } from '../support/free-port.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { processorTimes } from './support/processor-time.ts';
import { milliseconds, report, say } from './support/report.ts';
import { socketCamera, type SocketCamera } from './support/socket-camera.ts';
import { quantiles, rounded } from './support/timing.ts';

/**
 * Measures the time from a software trigger over Modbus to the part's logged result in the registers, minus the time in
 * which the camera takes its picture: the preset pyramid with random students at 256 × 256, a station in a process of
 * its own, and one camera per lane over the live channel, all on this machine.
 * One run has limits that all parts keep, another has limits that none keeps, so that each part's picture and map must
 * be on the disk before its result is in the registers.
 * Goals for one lane: p50 within 25 ms, p99 within 60 ms; for four lanes at 5 parts per second each: none lost, p99
 * within 150 ms.
 * Options: `--lanes N` (default 1), `--rate N` parts per second and lane (default 5), `--seconds N` (default 120),
 * `--quick`.
 */
const { values: options } = parseArgs({
  options: {
    lanes: { type: 'string', default: '1' },
    rate: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '120' },
    quick: { type: 'boolean', default: false },
  },
});
const lanes = Math.min(Math.max(Number(options.lanes), 1), mostLanes);
const rate = Number(options.rate);
const seconds = options.quick ? 5 : Number(options.seconds);
const goals = lanes === 1 ? { p50: 25, p99: 60, lost: 0 } : { p50: null, p99: 150, lost: 0 };
const side = 256;
const cameraRate = 30;

interface Measured {
  /** Milliseconds from the trigger to its result. */
  readonly whole: number[];
  /** The same without the camera's time. */
  readonly beyond: number[];
  triggers: number;
  lost: number;
}

/** The verdict that the limits give all parts. */
const verdicts = ['good', 'defect'] as const;
type Verdict = (typeof verdicts)[number];
const limitsFor = { good: { review: 1e6, defect: 1e6 }, defect: { review: 0, defect: 0 } } satisfies Record<
  Verdict,
  object
>;

interface Plc {
  readonly lane: number;
  readonly line: Awaited<ReturnType<typeof modbusLine>>;
  triggers: number;
}

const folder = await mkdtemp(join(tmpdir(), 'loupe-trigger-'));
try {
  const home = join(folder, 'home');
  const graph = await familyRegistry.pyramid.randomModel('pyramid', {
    side,
    backboneFile: backboneFile(resourcesFolder(program())),
  });
  const { productId } = await makeSmallProduct(home, 'Part', side, undefined, {}, graph);
  const station = await startStation({ home, program: join(program().folder, 'src', 'main', 'server.ts') });
  try {
    describe(await measure(station, productId));
  } finally {
    await station.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(station: RunningStation, productId: string): Promise<Record<Verdict, Measured>> {
  const { data, width, height } = generatePart(1).frame;
  const raw = { width, height, channels: 3 } as const;
  const pixels = await sharp(data, { raw }).resize(side, side).raw().toBuffer();
  const port = await freePort();
  const target = modbusTargetSchema.parse({ kind: 'modbus', host: '127.0.0.1', port });
  await station.client.outputs.add({ name: 'PLC', enabled: true, target });
  const cameras: SocketCamera[] = [];
  const plcs: Plc[] = [];
  for (let lane = firstLane; lane < firstLane + lanes; lane++) {
    await setUp(station, lane);
    const { id: sessionId } = await station.client.inspection.start({ productId, lane });
    const socket = station.live();
    await once(socket, 'open');
    cameras.push(socketCamera(socket, { sessionId, side, pixels, rate: cameraRate }));
    plcs.push({ lane, line: await connected({ host: '127.0.0.1', port, lane }), triggers: 0 });
  }
  const playAll = async (verdict: Verdict, duration: number): Promise<Measured> => {
    await station.client.products.setThresholds({ id: productId, thresholds: limitsFor[verdict] });
    const into: Measured = { whole: [], beyond: [], triggers: 0, lost: 0 };
    await Promise.all(
      plcs.map(async (plc, index) => {
        const camera = cameras[index];
        if (camera) await play(plc, camera, verdict, duration, into);
      }),
    );
    return into;
  };
  say('Warming up');
  for (const verdict of verdicts) await playAll(verdict, 3);
  say(`${lanes === 1 ? 'One lane' : `${lanes} lanes`}, ${rate} parts a second each, 2 × ${seconds} s`);
  const measured = { good: await playAll('good', seconds), defect: await playAll('defect', seconds) };
  for (const { line } of plcs) await line.close();
  for (const camera of cameras) await camera.stop();
  return measured;
}

/** Waits until the output has opened its port. */
async function connected(place: ModbusPlace): Promise<Plc['line']> {
  for (let tries = 0; ; tries++) {
    try {
      return await modbusLine(place);
    } catch (error) {
      if (tries === 50) throw error;
      await sleep(100);
    }
  }
}

async function setUp({ client }: RunningStation, number: number): Promise<void> {
  const { number: _, ...usual } = usualLane(number);
  const lane = {
    ...usual,
    source: { kind: 'window-camera', label: `Camera ${number}` },
    trigger: { kind: 'software', delayMs: 0, debounceMs: 0 },
  } as const;
  if (number === firstLane) await client.lanes.change({ number, expected: 0, lane });
  else await client.lanes.add({ ...lane, number });
}

/** Requests parts of a lane at the rate, over Modbus; a part waits for the result of the previous one. */
async function play(
  plc: Plc,
  camera: SocketCamera,
  verdict: Verdict,
  duration: number,
  into: Measured,
): Promise<void> {
  // Staggers the lanes, so that they do not trigger at the same moment.
  const began = performance.now() + ((plc.lane - firstLane) * 1000) / rate / lanes;
  for (let part = 0; part < duration * rate; part++) {
    const wait = began + (part * 1000) / rate - performance.now();
    if (wait > 0) await sleep(wait);
    const number = ++plc.triggers;
    const askedAt = Date.now();
    const before = performance.now();
    into.triggers += 1;
    const outcome = await plc.line.trigger(number);
    const whole = performance.now() - before;
    if (outcome !== verdict) into.lost += 1;
    const capturedAt = await timeOf(camera, number);
    into.whole.push(whole);
    into.beyond.push(Math.max(0, whole - Math.max(0, capturedAt - askedAt)));
  }
}

/** Returns when the part was taken; the window hears of it at about the same time as the controller. */
async function timeOf({ capturedAt }: SocketCamera, number: number): Promise<number> {
  for (let waited = 0; waited < 1000; waited += 5) {
    const found = capturedAt.get(partName(number));
    if (found !== undefined) return found;
    await sleep(5);
  }
  throw new Error(`The window heard nothing of part ${number}`);
}

function describe(measured: Record<Verdict, Measured>): void {
  const results = verdicts.map((verdict) => {
    const { whole, beyond, triggers, lost } = measured[verdict];
    const at = quantiles(beyond);
    const [p50 = 0, p99 = 0, most = 0] = [at(0.5), at(0.99), at(1)].map((value) => rounded(value));
    const withCamera = { p50: rounded(quantiles(whole)(0.5)), p99: rounded(quantiles(whole)(0.99)) };
    const goalsMet = lost === 0 && p99 <= goals.p99 && (goals.p50 === null || p50 <= goals.p50);
    return { lanes, verdict, triggers, lost, p50, p99, most, withCamera, goalsMet };
  });
  report({
    benchmark: 'trigger',
    settings: {
      side,
      preset: 'pyramid',
      rate,
      seconds,
      cameraRate,
      goals,
      processor: Object.fromEntries(processorTimes()),
    },
    results,
    table: {
      head: [
        'Lanes',
        'Parts',
        'Triggers',
        'Lost',
        'p50, ms',
        'p99',
        'Longest',
        'With the camera, p50',
        'p99',
      ],
      rows: results.map(({ verdict, triggers, lost, p50, p99, most, withCamera }) => [
        ...[String(lanes), verdict, String(triggers), String(lost)],
        ...[p50, p99, most, withCamera.p50, withCamera.p99].map(milliseconds),
      ]),
    },
  });
}
