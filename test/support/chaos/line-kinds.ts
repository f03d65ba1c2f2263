import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { encodePng } from '../../../src/main/images/encode-image.ts';
import { partResultSchema } from '../../../src/shared/contract/part-result.ts';
import type { RunningStation } from '../../e2e/support/running-station.ts';
import { openUnsteadyPlc } from '../endurance/unsteady-plc.ts';
import { lanes } from './chaos-home.ts';
import type { ChaosKind, Round } from './kind.ts';
import { hear } from './line-client.ts';

/** Longest time from the first verdict to the kill, milliseconds. */
const longestWork = 500;
/** Number of parts in a watched folder. */
const folderParts = 40;

/** Starts the inspection of a round's watched folder. @returns a listener to it, and a function that finishes the folder in the next station */
export async function watchFolder(
  round: Round,
  station: RunningStation,
  { folder = round.folder, parts = folderParts } = {},
) {
  const { client } = station;
  const { productId } = round.home;
  const source = { kind: 'watched-folder', folder } as const;
  const names = round.home.fillFolder(folder, `r${round.number}`, parts);
  const heard = await hear(station, round.told.add);
  await client.inspection.start({ productId, source, lane: lanes.free });
  await heard.more();

  /** Inspects the remaining parts and checks that each part has a row. */
  async function finish(next: RunningStation, home = round.home.paths.database): Promise<void> {
    const rest = await hear(next, round.told.add);
    const { id: sessionId } = await next.client.inspection.start({ productId, source, lane: lanes.free });
    await next.client.inspection.caughtUp({ sessionId });
    await next.client.inspection.stop({ sessionId });
    rest.close();
    const database = new Sqlite(home, { readonly: true });
    const rows = database
      .prepare<[{ name: string }], number>(
        `SELECT (SELECT count(*) FROM inspections WHERE name = @name) +
           (SELECT count(*) FROM uninspected_parts WHERE name = @name)`,
      )
      .pluck();
    const without = names.filter((name) => rows.get({ name }) === 0);
    database.close();
    if (without.length > 0) round.fault(`parts of a folder without a row: ${without.join(', ')}`);
  }
  return { heard, finish };
}

/** Returns the id of the station's process that runs the model; null if there is none now. */
export function inferenceProcess(station: RunningStation): number | null {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  for (const row of rows.split('\n')) {
    const [, pid, parent, words = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    if (Number(parent) === station.pid && words.includes('inference/worker.ts')) return Number(pid);
  }
  return null;
}

async function killInference(station: RunningStation): Promise<boolean> {
  // The station restarts the process within a moment, unless it failed too often.
  for (let tries = 0; tries < 40; tries++, await sleep(50)) {
    const pid = inferenceProcess(station);
    if (pid === null) continue;
    process.kill(pid, 'SIGKILL');
    return true;
  }
  return false;
}

const pushed = z.object({ result: partResultSchema });

/** Pushes pictures over HTTP, two at a time, until the station is gone. */
async function push(round: Round, station: RunningStation, onAnswer: () => void): Promise<void> {
  const { frames, programToken } = round.home;
  const { origin } = new URL(station.address);
  const headers = { Authorization: `Bearer ${programToken}`, 'Content-Type': 'image/png' };
  const pictures = await Promise.all(frames.map((frame) => encodePng(frame)));
  const sending = [0, 1].map(async (sender) => {
    for (let number = 0; ; number++) {
      const body = new Uint8Array(pictures[(number * 2 + sender) % pictures.length] ?? []);
      const serial = `h${round.number}-${sender}-${number}`;
      const address = `${origin}/v1/lanes/${lanes.push}/parts?serial=${serial}`;
      const answer = await fetch(address, { method: 'POST', headers, body });
      if (answer.status !== 200) {
        await answer.text();
        await sleep(20);
        continue;
      }
      round.told.add(pushed.parse(await answer.json()).result);
      onAnswer();
    }
  });
  // Ignore requests that the kill cut off: they told nobody an outcome.
  await Promise.allSettled(sending);
}

/** Lets a controller trigger one part after the other. @returns `first`, which resolves with the first outcome */
function ask(round: Round, plc: ReturnType<typeof openUnsteadyPlc>, over: AbortSignal) {
  const first = Promise.withResolvers<undefined>();
  const asking = (async () => {
    for (let number = 0; !over.aborted; number++) {
      const serial = `m${round.number}-${number}`;
      round.told.addNamed(serial, await plc.trigger(serial));
      first.resolve(undefined);
    }
  })();
  asking.catch(first.reject);
  return { first: first.promise };
}

/** Kinds of kill while the line inspects. */
export const lineKinds: readonly ChaosKind[] = [
  {
    name: 'folder',
    title: 'station, while a watched folder is inspected',
    async shared(round, station) {
      const { finish } = await watchFolder(round, station);
      await round.wait(longestWork);
      await station.kill();
      return { kills: 1, settle: finish };
    },
  },
  {
    name: 'camera',
    title: 'station, while a camera of the window is inspected',
    async shared(round, station) {
      const heard = await hear(station, round.told.add);
      const source = { kind: 'window-camera', label: 'Chaos' } as const;
      const { productId, frames } = round.home;
      const { id } = await station.client.inspection.start({ productId, source, lane: lanes.free });
      const feeding = heard.feed(id, frames);
      await heard.more();
      await round.wait(longestWork);
      await station.kill();
      await feeding;
      return { kills: 1 };
    },
  },
  {
    name: 'http',
    title: 'station, while programs push parts over HTTP',
    async shared(round, station) {
      await station.client.inspection.start({ productId: round.home.productId, lane: lanes.push });
      const first = new AbortController();
      const sending = push(round, station, () => first.abort());
      await Promise.race([once(first.signal, 'abort'), sending]);
      await round.wait(longestWork);
      await station.kill();
      await sending;
      return { kills: 1 };
    },
  },
  {
    name: 'modbus',
    title: 'station, while a controller asks for parts over Modbus',
    async shared(round, station) {
      const { productId, frames, plcPort } = round.home;
      const plc = openUnsteadyPlc(plcPort);
      const heard = await hear(station, round.told.add);
      const { id } = await station.client.inspection.start({ productId, lane: lanes.plc });
      const feeding = heard.feed(id, frames);
      const over = new AbortController();
      const asking = ask(round, plc, over.signal);
      await asking.first;
      await round.wait(longestWork);
      over.abort();
      await station.kill();
      await Promise.all([feeding, plc.close()]);
      return { kills: 1 };
    },
  },
  {
    name: 'worker',
    title: 'inspection process, again and again, then the station',
    async shared(round, station) {
      const { heard, finish } = await watchFolder(round, station, { parts: round.isShort ? 60 : 200 });
      let kills = 0;
      for (const most = round.isShort ? 6 : 20; kills < most; kills++) {
        await round.wait(150);
        if (!(await killInference(station))) break;
      }
      if (kills === 0) round.fault('there was no inspection process to kill');
      const { status } = station.client.station;
      if (heard.count() === 0 && (await status()).inspection.condition === 'ok') {
        round.fault('the inspection says that all is well, and tells no verdict');
      }
      await station.kill();
      return { kills: kills + 1, settle: finish };
    },
  },
];
