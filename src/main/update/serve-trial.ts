import { once } from 'node:events';
import { StationError } from '../../shared/domain/station-error.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { spawnAs, type StationUser } from './station-user.ts';

/** Time limit for the station to be ready, and to end, milliseconds. */
const patienceMs = 10 * 60_000;

/**
 * Starts a program's station on a free port of this machine, fetches its page, and ends it in order.
 *
 * @param server program and arguments that start the station
 * @throws StationError WORKER_FAILED with the end of its output
 */
export async function tryToServe(user: StationUser, server: readonly [string, string]): Promise<void> {
  const child = spawnAs(user, [...server, '--port', '0']);
  let said = '';
  const ended = once(child, 'close');
  const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  try {
    const address = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          said = (said + text).slice(-2000);
          const [, ready] = /Loupe is ready: (\S+)\n/.exec(said) ?? [];
          if (ready !== undefined) resolve(ready);
        });
      }
      child.once('error', reject);
      child.once('close', () => reject(notServing(`${howItEnded(child.exitCode)}: ${said.trim()}`)));
    });
    const { status } = await fetch(address, { redirect: 'manual' });
    if (status >= 400) throw notServing(`answered with ${status}`);
  } finally {
    child.kill('SIGTERM');
    await ended;
    clearTimeout(patience);
  }
  if (child.exitCode !== 0) {
    throw notServing(`${howItEnded(child.exitCode)} instead of in order: ${said.trim()}`);
  }
}

function notServing(how: string): StationError {
  return new StationError('WORKER_FAILED', `The station was started and ${how}`);
}
