import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { program, resourcesFolder } from '../../../src/main/host/program-folder.ts';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { openStation } from '../../../src/main/station.ts';
import { singleUser } from '../../../src/main/users/single-user.ts';
import { usualLane } from '../../../src/shared/domain/lanes.ts';
import { modbusTargetSchema } from '../../../src/shared/domain/modbus-target.ts';
import { mqttTarget } from '../../../src/shared/domain/mqtt-target.ts';
import { noOutcomes, type OutcomeCounts } from '../../../src/shared/domain/outcome.ts';
import { feedCamera } from '../fed-camera.ts';
import { freePort } from '../free-port.ts';
import { makeSmallProduct } from '../small-product.ts';
import { testFrame } from '../test-frame.ts';
import { openMortalBroker } from './mortal-broker.ts';
import { mortalHost } from './mortal-host.ts';
import { openResultFiles } from './result-files.ts';
import { openUnsteadyPlc } from './unsteady-plc.ts';

export interface EnduranceOptions {
  readonly triggers: number;
  /** Mean number of triggers between two faults; the kinds of fault take turns. */
  readonly faultEvery: number;
  readonly seed: number;
  readonly onPart?: (done: number) => void;
}

/** The same parts, counted at each place that they reached. */
export interface EnduranceResult {
  readonly triggers: number;
  readonly faults: Readonly<Record<Fault, number>>;
  /** Outcomes that the line told. */
  readonly told: OutcomeCounts;
  /** Outcomes counted at each place that parts reached. A part that an output sent twice counts once. */
  readonly counted: {
    readonly counters: OutcomeCounts;
    readonly log: OutcomeCounts;
    readonly files: OutcomeCounts;
    readonly broker: OutcomeCounts;
    readonly registers: OutcomeCounts;
  };
  /** Number of results that the PLC read, without repetitions. The station gave up the others while the PLC was away. */
  readonly readByPlc: number;
  /** Whether part numbers rise, at the line and at each receiver. Only the PLC may miss numbers. */
  readonly inOrder: boolean;
  readonly bugs: readonly unknown[];
}

const faults = [
  'worker killed in a run',
  'PLC gone',
  'broker killed',
  'output broken',
  'PLC without acknowledgement',
  'worker killed between runs',
  'camera silent',
] as const;
export type Fault = (typeof faults)[number];

const deadlineMs = 2000;
/** Time after which the station gives up a result without the PLC's acknowledgement, milliseconds. */
const acknowledgeMs = 300;
/** The PLC asks for one of this many parts, a program for the others. */
const plcAsksEvery = 3;
/** Number of parts after which a broken peer comes back. */
const brokenFor = 20;
const topic = 'endurance';
/** Limits under which every part is good, for review, or a defect. The test switches between them at random triggers. */
const limits = [
  { review: 1e8, defect: 1e9 },
  { review: -1e9, defect: 1e9 },
  { review: -2e9, defect: -1e9 },
];
const limitsEvery = 20;

/** Triggers a lane as fast as it judges parts, while the station's processes and peers break and come back. */
export async function endureLine(options: EnduranceOptions): Promise<EnduranceResult> {
  const folder = await mkdtemp(join(tmpdir(), 'loupe-endurance-'));
  const broker = await openMortalBroker(topic);
  const plcPort = await freePort();
  const plc = openUnsteadyPlc(plcPort);
  try {
    return await endureIn(folder, { broker, plc, plcPort }, options);
  } finally {
    await plc.close();
    await broker.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Receivers {
  readonly broker: Awaited<ReturnType<typeof openMortalBroker>>;
  readonly plc: ReturnType<typeof openUnsteadyPlc>;
  readonly plcPort: number;
}

async function endureIn(
  folder: string,
  { broker, plc, plcPort }: Receivers,
  { triggers, faultEvery, seed, onPart = () => undefined }: EnduranceOptions,
): Promise<EnduranceResult> {
  const random = seededRandom(seed);
  const home = join(folder, 'home');
  const results = join(folder, 'results');
  const files = await openResultFiles(results);
  const { productId } = await makeSmallProduct(home);
  const bugs: unknown[] = [];
  const { host, killInRun, killNow } = mortalHost();
  const station = await openStation({
    home,
    host,
    resources: resourcesFolder(program()),
    version: '0.0.0',
    report: (error, where) => void bugs.push({ error, where }),
  });
  try {
    const client = createRouterClient(station.router, { context: { user: singleUser } });
    const { number, ...usual } = usualLane();
    const source = { kind: 'window-camera', label: 'Camera' } as const;
    const trigger = { kind: 'software', delayMs: 0, debounceMs: 0 } as const;
    await client.lanes.change({ number, expected: 0, lane: { ...usual, source, trigger, deadlineMs } });
    const add = async (name: string, target: Parameters<typeof client.outputs.add>[0]['target']) =>
      (await client.outputs.add({ name, enabled: true, target })).id;
    await add('Folder', { kind: 'file', folder: results, format: 'json-lines' });
    const brokerId = await add('Broker', mqttTarget.parse({ kind: 'mqtt', url: broker.url, topic }));
    await add('PLC', modbusTargetSchema.parse({ kind: 'modbus', port: plcPort, acknowledgeMs }));
    await plc.greeted;
    const stateOf = async (id: string) => {
      const found = (await client.outputs.list()).find((output) => output.id === id);
      if (!found) throw new Error('The output has gone');
      return found.state;
    };
    const { id: sessionId } = await client.inspection.start({ productId });
    const camera = feedCamera(station.live, sessionId, (picture) => testFrame(picture % 50), 1);

    const told = { ...noOutcomes };
    const happened: Record<Fault, number> = {
      'worker killed in a run': 0,
      'worker killed between runs': 0,
      'camera silent': 0,
      'output broken': 0,
      'broker killed': 0,
      'PLC gone': 0,
      'PLC without acknowledgement': 0,
    };
    const broken = {
      files: { until: 0, mend: files.mend },
      broker: { until: 0, mend: broker.restart },
    };
    const mendDue = async (part: number): Promise<void> => {
      for (const one of Object.values(broken)) {
        if (one.until === 0 || part < one.until) continue;
        one.until = 0;
        await one.mend();
      }
    };
    const cause: Readonly<Record<Fault, (part: number) => unknown>> = {
      'worker killed in a run': killInRun,
      'worker killed between runs': killNow,
      async 'output broken'(part) {
        if (broken.files.until > 0) return;
        broken.files.until = part + brokenFor;
        await files.fail();
      },
      async 'broker killed'(part) {
        if (broken.broker.until > 0) return;
        broken.broker.until = part + brokenFor;
        await broker.kill(() => stateOf(brokerId), part - 1);
      },
      'PLC gone': plc.leave,
      'PLC without acknowledgement': plc.ignore,
      'camera silent': () => camera.pause(deadlineMs + 100),
    };
    let caused = 0;
    let inOrder = true;
    for (let part = 1; part <= triggers; part++) {
      await mendDue(part);
      if (random.integer(faultEvery) === 0) {
        const fault = faults[caused++ % faults.length] ?? 'output broken';
        happened[fault] += 1;
        await cause[fault](part);
      }
      if (random.integer(limitsEvery) === 0) {
        const thresholds = limits[random.integer(limits.length)];
        if (thresholds) await client.products.setThresholds({ id: productId, thresholds });
      }
      const serial = `S-${part}`;
      if (part % plcAsksEvery === 0) {
        told[await plc.trigger(serial)] += 1;
      } else {
        const { verdict, partNumber } = await client.inspection.trigger({ serial });
        told[verdict] += 1;
        inOrder &&= partNumber === part;
      }
      onPart(part);
    }
    await mendDue(Number.POSITIVE_INFINITY);
    await camera.stop();
    const { counts } = await client.inspection.stop({ sessionId });
    const { dropped: _, ...counters } = counts;
    const log = (await client.log.counts({ sessionId })).parts;
    while ((await client.outputs.list()).some(({ state }) => state.waiting > 0)) await sleep(50);
    await broker.heardAll(triggers);
    const written = await files.read();
    const registers = await plc.counters(triggers);
    const receivers = [written, broker.parts, plc.parts];
    return {
      triggers,
      faults: happened,
      told,
      bugs,
      counted: { counters, log, files: written.counts, broker: broker.parts.counts, registers },
      readByPlc: plc.parts.size(),
      inOrder: inOrder && receivers.every((parts) => parts.isInOrder()),
    };
  } finally {
    await station.close();
  }
}
