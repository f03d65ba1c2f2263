import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { findPostgresql } from '../../../scripts/setup/postgresql.mjs';
import { freePort } from '../free-port.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const programs = findPostgresql();

/** Why there is no PostgreSQL for tests; empty: there is one. */
export const postgresqlMissing = programs === undefined ? 'PostgreSQL is not on this machine' : '';

/** PostgreSQL refuses to run as root: it becomes somebody who has nothing else. */
function somebodyElse(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** A PostgreSQL server of the test's own, which ends with it. @returns the address of an empty database */
export async function startPostgresql(): Promise<string> {
  const folder = join(temporaryFolder(), 'postgresql');
  const identity = somebodyElse();
  mkdirSync(folder, { mode: 0o700 });
  if (identity !== undefined) {
    chmodSync(join(folder, '..'), 0o755);
    chownSync(folder, identity.uid, identity.gid);
  }
  const run = { ...identity, stdio: 'ignore' } as const;
  const bin = (name: string): string => join(programs ?? '', name);
  execFileSync(bin('initdb'), ['-D', folder, '-U', 'plant', '--auth=trust', '--no-sync'], run);
  const port = await freePort();
  const options = [
    '-p',
    `${port}`,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${folder}`,
  ];
  const child = spawn(bin('postgres'), ['-D', folder, ...options, '-c', 'fsync=off'], run);
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    const over = once(child, 'exit');
    child.kill('SIGINT');
    await over;
  });
  const address = `postgres://plant@127.0.0.1:${port}/postgres`;
  for (let tries = 0; tries < 600; tries++) {
    if (await answers(address)) return address;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('PostgreSQL does not answer');
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
