import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, connect as connectTo } from 'node:net';
import { join } from 'node:path';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import { findMosquitto } from '../../scripts/setup/mosquitto.mjs';
import { temporaryFolder } from './temporary-folder.ts';

/** Why the tests that need a broker are left out; empty: there is one. */
export const brokerMissing = findMosquitto() === undefined ? 'mosquitto is not on this machine' : '';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port is free');
  return address.port;
}

/**
 * A broker of the test's own. What subscribers missed is kept over its ends, as far as it was there when it last ended in order.
 *
 * @param lines of its configuration, e.g. about certificates, below the listener
 */
export async function startBroker(lines: readonly string[] = ['allow_anonymous true']) {
  const folder = temporaryFolder();
  // The broker leaves the rights of an administrator as soon as it has begun.
  chmodSync(folder, 0o777);
  const port = await freePort();
  const file = join(folder, 'mosquitto.conf');
  const own = [
    'persistence true',
    `persistence_location ${folder}/`,
    'max_inflight_messages 0',
    'max_queued_messages 0',
  ];
  writeFileSync(file, [...own, `listener ${port} 127.0.0.1`, ...lines, ''].join('\n'));
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(findMosquitto() ?? '', ['-c', file], { stdio: 'ignore' });
    child = started;
    for (let tries = 0; tries < 500; tries++) {
      if (started.exitCode !== null) throw new Error(`The broker ended with ${started.exitCode}`);
      if (await answers(port)) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('The broker does not answer');
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const over = once(ending, 'exit');
    ending.kill(signal);
    await over;
  }

  await start();
  onTestFinished(() => end('SIGKILL'));
  return { port, url: `mqtt://127.0.0.1:${port}`, start, end };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTo(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** What somebody else at the broker hears, in order. */
export async function listenAt(url: string, topics: string | string[], options: IClientOptions = {}) {
  const heard: { readonly topic: string; readonly payload: Buffer; readonly retain: boolean }[] = [];
  const client: MqttClient = mqtt.connect(url, { reconnectPeriod: 20, connectTimeout: 2000, ...options });
  onTestFinished(() => client.endAsync(true));
  client.on('error', () => undefined);
  client.on('message', (topic, payload, { retain }) => heard.push({ topic, payload, retain }));
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  await client.subscribeAsync(topics, { qos: 1 });
  const json = (topic: string): unknown[] =>
    heard.filter((one) => one.topic === topic).map(({ payload }): unknown => JSON.parse(payload.toString()));
  return { client, heard, json };
}
