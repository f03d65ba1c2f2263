import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';
import { partResultSchema } from '../../../src/shared/contract/part-result.ts';
import type { OutputState } from '../../../src/shared/contract/outputs.ts';
import { openBroker } from '../broker-process.ts';
import { openWay } from '../cuttable-way.ts';
import { receivedParts } from './received-parts.ts';

/** The receiver hears what the broker has within this time, milliseconds; what is still missing then is counted as missing. */
const patienceMs = 30_000;

/** A broker that can be killed and started again, with a receiver of all parts below `topic`. */
export async function openMortalBroker(topic: string) {
  const folder = await mkdtemp(join(tmpdir(), 'loupe-broker-'));
  const broker = await openBroker(folder);
  const way = await openWay(broker.port);
  const parts = receivedParts();
  const receiver = mqtt.connect(broker.url, { clientId: 'receiver', clean: false, reconnectPeriod: 20 });
  receiver.on('error', () => undefined);
  receiver.on('message', (_, payload) => {
    const { partNumber, verdict } = partResultSchema.parse(JSON.parse(payload.toString()));
    if (partNumber !== null) parts.add(partNumber, verdict);
  });
  await new Promise<void>((resolve) => receiver.once('connect', () => resolve()));
  await receiver.subscribeAsync(`${topic}/parts`, { qos: 1 });
  // The broker remembers who listens from an end in order on, and keeps for them what they miss.
  await broker.end('SIGTERM');
  await broker.start();

  async function heardAll(newest: () => number): Promise<void> {
    const until = performance.now() + patienceMs;
    while (parts.newest() < newest() && performance.now() < until) await sleep(5);
  }

  return {
    /** For the station; the receiver has its own way. */
    url: `mqtt://127.0.0.1:${way.port}`,
    parts,
    /**
     * Kills it. What it has confirmed is its own to pass on, and lies in its memory alone: the way of the station is cut first, in the
     * middle of what is under way, and the broker killed once the receiver has what was confirmed.
     *
     * @param state how the output stands
     * @param made parts that were told to the output
     */
    async kill(state: () => Promise<OutputState>, made: number): Promise<void> {
      way.setClosed(true);
      while ((await state()).failure === null) await sleep(5);
      const { waiting } = await state();
      await heardAll(() => made - waiting);
      await broker.end('SIGKILL');
    },
    async restart(): Promise<void> {
      await broker.start();
      way.setClosed(false);
    },
    heardAll: (newest: number) => heardAll(() => newest),
    async close(): Promise<void> {
      await receiver.endAsync(true);
      way.end();
      await broker.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type MortalBroker = Awaited<ReturnType<typeof openMortalBroker>>;
