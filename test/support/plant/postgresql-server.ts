import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { findPostgresql } from '../../../scripts/setup/postgresql.mjs';
import { freePort } from '../free-port.ts';

const programs = findPostgresql();

/** Reason why tests have no PostgreSQL; empty if there is one. */
export const postgresqlMissing = programs === undefined ? 'PostgreSQL is not on this machine' : '';

export interface PostgresqlServer {
  /** Address of an empty database. */
  readonly address: string;
  /** Ends the server at once, like a crash. It can be started again. */
  kill(): Promise<void>;
  start(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Opens a PostgreSQL server in a folder of its own.
 *
 * @param folder is created
 * @param settings of the server, e.g. `fsync=off`
 */
export async function openPostgresqlServer(
  folder: string,
  settings: readonly string[] = [],
): Promise<PostgresqlServer> {
  const identity = somebodyElse();
  mkdirSync(folder, { mode: 0o700 });
  if (identity !== undefined) {
    chmodSync(dirname(folder), 0o755);
    chownSync(folder, identity.uid, identity.gid);
  }
  const run = { ...identity, stdio: 'ignore' } as const;
  const bin = (name: string): string => join(programs ?? '', name);
  execFileSync(bin('initdb'), ['-D', folder, '-U', 'plant', '--auth=trust', '--no-sync'], run);
  const port = await freePort();
  const own = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, ...settings];
  const words = ['-D', folder, '-p', String(port), ...own.flatMap((setting) => ['-c', setting])];
  const address = `postgres://plant@127.0.0.1:${port}/postgres`;
  let child: ChildProcess;
  async function start(): Promise<void> {
    child = spawn(bin('postgres'), words, run);
    for (let tries = 0; !(await answers(address)); tries++) {
      if (child.exitCode !== null || tries > 600) throw new Error('PostgreSQL does not answer');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const over = once(child, 'exit');
    child.kill(signal);
    await over;
  }
  await start();
  // SIGQUIT also ends the server's own processes, and the next start recovers as after a crash.
  return { address, start, kill: () => end('SIGQUIT'), end: () => end('SIGINT') };
}

/** Returns another user to run as, because PostgreSQL refuses to run as root; undefined if this is not root. */
function somebodyElse(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function answers(address: string): Promise<boolean> {
  const client = new Client({ connectionString: address });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
