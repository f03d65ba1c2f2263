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

/** Time the receiver has to get all parts, milliseconds; parts still missing afterwards count as missing. */
const patienceMs = 30_000;

/** Opens a broker that tests can kill and start again, with a receiver of all parts below `topic`. */
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
  // An orderly end makes the broker store its subscribers; from then on it keeps the messages that they miss.
  await broker.end('SIGTERM');
  await broker.start();

  async function heardAll(newest: () => number): Promise<void> {
    const until = performance.now() + patienceMs;
    while (parts.newest() < newest() && performance.now() < until) await sleep(5);
  }

  return {
    /** For the station; the receiver connects another way. */
    url: `mqtt://127.0.0.1:${way.port}`,
    parts,
    /**
     * Kills the broker. The broker holds confirmed messages only in memory and would lose them. So this cuts the station's way
     * first, in the middle of its messages, and kills the broker once the receiver has every confirmed message.
     *
     * @param state reads the state of the output
     * @param made number of parts given to the output
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
