import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { z } from 'zod';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host, WorkerProcess } from '../../src/main/host/host.ts';
import { program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import { openStation } from '../../src/main/station.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { partResultSchema } from '../../src/shared/contract/part-result.ts';
import { usualLane } from '../../src/shared/domain/lanes.ts';
import { noOutcomes, type Outcome } from '../../src/shared/domain/outcome.ts';
import { feedCamera } from './fed-camera.ts';
import { makeSmallProduct } from './small-product.ts';
import { testFrame } from './test-frame.ts';

export interface EnduranceOptions {
  readonly triggers: number;
  /** A fault now and then, each kind in its turn: on average one in so many triggers. */
  readonly faultEvery: number;
  readonly seed: number;
  readonly onPart?: (done: number) => void;
}

/** The same parts, counted where they went. */
export interface EnduranceResult {
  readonly triggers: number;
  readonly faults: Readonly<Record<Fault, number>>;
  /** As the line was told of each. */
  readonly told: Readonly<Record<Outcome, number>>;
  /** The session's counters. */
  readonly counters: Readonly<Record<Outcome, number>>;
  readonly logged: Readonly<Record<Outcome, number>>;
  /** In the files of the output, a part that was sent twice counted once. */
  readonly delivered: Readonly<Record<Outcome, number>>;
  /** Whether part numbers count up without a gap, as the line was told and in the output. */
  readonly inOrder: boolean;
  readonly bugs: readonly unknown[];
}

const faults = [
  'worker killed in a run',
  'worker killed between runs',
  'output broken',
  'camera silent',
] as const;
type Fault = (typeof faults)[number];

const deadlineMs = 2000;
/** Limits by which every part is good, for review, or a defect; moved now and then, on average every so many triggers. */
const limits = [
  { review: 1e8, defect: 1e9 },
  { review: -1e9, defect: 1e9 },
  { review: -2e9, defect: -1e9 },
];
const limitsEvery = 20;

/** Triggers a lane as fast as its parts are judged, while parts of the station are taken away and come back. */
export async function endureLine(options: EnduranceOptions): Promise<EnduranceResult> {
  const folder = await mkdtemp(join(tmpdir(), 'loupe-endurance-'));
  try {
    return await endureIn(folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function endureIn(
  folder: string,
  { triggers, faultEvery, seed, onPart = () => undefined }: EnduranceOptions,
): Promise<EnduranceResult> {
  const random = seededRandom(seed);
  const home = join(folder, 'home');
  const results = join(folder, 'results');
  await mkdir(results);
  const { productId } = await makeSmallProduct(home);
  const bugs: unknown[] = [];
  const { host, killInRun, killNow } = mortalHost();
  const station = await openStation({
    ...{ home, host, resources: resourcesFolder(program()), version: '0.0.0' },
    report: (error, where) => void bugs.push({ error, where }),
  });
  try {
    const client = createRouterClient(station.router, { context: { user: singleUser } });
    const target = { kind: 'file', folder: results, format: 'json-lines' } as const;
    await client.outputs.add({ name: 'Folder', enabled: true, target });
    const { number, ...usual } = usualLane();
    const source = { kind: 'window-camera', label: 'Camera' } as const;
    const trigger = { kind: 'software', delayMs: 0, debounceMs: 0 } as const;
    await client.lanes.change({ number, expected: 0, lane: { ...usual, source, trigger, deadlineMs } });
    const { id: sessionId } = await client.inspection.start({ productId });
    const camera = feedCamera(station.live, sessionId, (picture) => testFrame(picture % 50), 1);

    const done = { ...noOutcomes };
    const happened = {
      'worker killed in a run': 0,
      'worker killed between runs': 0,
      'output broken': 0,
      'camera silent': 0,
    };
    let brokenUntil = 0;
    let caused = 0;
    let inOrder = true;
    const mend = async (): Promise<void> => {
      brokenUntil = 0;
      await rm(results, { force: true });
      await rename(`${results}-away`, results);
    };
    const cause: Readonly<Record<Fault, (part: number) => unknown>> = {
      'worker killed in a run': killInRun,
      'worker killed between runs': killNow,
      async 'output broken'(part) {
        if (brokenUntil > 0) return;
        brokenUntil = part + 20;
        await rename(results, `${results}-away`);
        await writeFile(results, 'in the way');
      },
      'camera silent': () => camera.pause(deadlineMs + 100),
    };
    for (let part = 1; part <= triggers; part++) {
      if (brokenUntil > 0 && part >= brokenUntil) await mend();
      if (random.integer(faultEvery) === 0) {
        const fault = faults[caused++ % faults.length] ?? 'output broken';
        happened[fault] += 1;
        await cause[fault](part);
      }
      if (random.integer(limitsEvery) === 0) {
        const thresholds = limits[random.integer(limits.length)];
        if (thresholds) await client.products.setThresholds({ id: productId, thresholds });
      }
      const { verdict, partNumber } = await client.inspection.trigger({ serial: `S-${part}` });
      done[verdict] += 1;
      inOrder &&= partNumber === part;
      onPart(part);
    }
    if (brokenUntil > 0) await mend();
    await camera.stop();
    const { counts } = await client.inspection.stop({ sessionId });
    const { dropped: _, ...counters } = counts;
    const logged = (await client.log.counts({ sessionId })).parts;
    while ((await client.outputs.list()).some(({ state }) => state.waiting > 0)) await sleep(50);
    const delivered = await deliveredIn(results);
    return {
      ...{ triggers, faults: happened, told: done, counters, logged, bugs },
      delivered: delivered.counts,
      inOrder: inOrder && delivered.inOrder,
    };
  } finally {
    await station.close();
  }
}

/** A host whose inspection process can be killed. */
function mortalHost() {
  const host = headlessHost();
  let inference: WorkerProcess | null = null;
  let diesInRun = false;
  const mortal: Host = {
    ...host,
    forkWorker(entry, environment) {
      const worker = host.forkWorker(entry, environment);
      if (entry !== 'inference') return worker;
      inference = worker;
      return {
        ...worker,
        send(message) {
          worker.send(message);
          const isRun = z.looseObject({ kind: z.literal('run') }).safeParse(message).success;
          if (!isRun || !diesInRun) return;
          diesInRun = false;
          worker.kill();
        },
      };
    },
  };
  return {
    host: mortal,
    killInRun: () => void (diesInRun = true),
    killNow: () => inference?.kill(),
  };
}

/** What stands in the output's files. */
async function deliveredIn(folder: string) {
  const counts = { ...noOutcomes };
  const seen = new Set<number>();
  let inOrder = true;
  for (const name of (await readdir(folder)).toSorted()) {
    const text = (await readFile(join(folder, name), 'utf8')).trimEnd();
    for (const row of text.split('\n')) {
      const { partNumber, verdict } = partResultSchema.parse(JSON.parse(row));
      if (partNumber === null || seen.has(partNumber)) continue;
      seen.add(partNumber);
      counts[verdict] += 1;
      inOrder &&= partNumber === seen.size;
    }
  }
  return { counts, inOrder };
}
