import { fork } from 'node:child_process';
import { once } from 'node:events';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';

/** Locks a database for writing by a connection of its own. @returns a function that releases the lock */
export function holdDatabase(path: string): () => void {
  const other = new Sqlite(path);
  other.exec('BEGIN IMMEDIATE');
  let isHeld = true;
  const release = (): void => {
    if (isHeld) other.close();
    isHeld = false;
  };
  onTestFinished(release);
  return release;
}

/** Locks a database for writing by another process. @returns a function that releases the lock and waits for that */
export async function holdByProcess(path: string): Promise<() => Promise<void>> {
  const child = fork(new URL('./programs/hold-database.ts', import.meta.url), [path]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return async () => {
    const ended = once(child, 'exit');
    child.send('release');
    await ended;
  };
}
