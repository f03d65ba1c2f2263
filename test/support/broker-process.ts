import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMosquitto } from '../../scripts/setup/mosquitto.mjs';
import { freePort } from './free-port.ts';

/** Reason why tests have no broker; empty if there is one. */
export const brokerMissing = findMosquitto() === undefined ? 'mosquitto is not on this machine' : '';

export interface BrokerProcess {
  readonly port: number;
  readonly url: string;
  /** Starts the broker again after it ended. */
  start(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a broker in a process of its own.
 *
 * @param folder in which the broker keeps what subscribers missed
 * @param lines of the broker's configuration, e.g. about certificates, below the listener
 */
export async function openBroker(
  folder: string,
  lines: readonly string[] = ['allow_anonymous true'],
): Promise<BrokerProcess> {
  // The broker drops its administrator rights right after its start, so every user must be able to write here.
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
      await sleep(10);
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
