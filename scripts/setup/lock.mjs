import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const interval = 500;
/** A lock without an owner for this time (ms) comes from a process that ended while taking it. */
const ownerless = 5000;

/**
 * Runs `work` while holding a lock, because two commands started at once must not build into the same folder. A lock
 * whose owner has ended is taken over.
 *
 * @template T
 * @param {string} folder the lock
 * @param {(owner: number) => void} waiting called once if another process holds the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, waiting, work) {
  mkdirSync(dirname(folder), { recursive: true });
  let told = false;
  while (!take(folder)) {
    const owner = ownerOf(folder);
    if (owner === undefined) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!told && owner > 0) waiting(owner);
    told = told || owner > 0;
    await new Promise((resume) => setTimeout(resume, interval));
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} folder */
function take(folder) {
  try {
    mkdirSync(folder);
  } catch {
    return false;
  }
  writeFileSync(join(folder, 'owner'), String(process.pid));
  return true;
}

/**
 * Returns the process that holds the lock, 0 while a process is taking it, undefined if it is free.
 *
 * @param {string} folder
 */
function ownerOf(folder) {
  try {
    const owner = Number(readFileSync(join(folder, 'owner'), 'utf8'));
    if (owner > 0 && isRunning(owner)) return owner;
    return undefined;
  } catch {
    return age(folder) > ownerless ? undefined : 0;
  }
}

/** @param {string} folder */
function age(folder) {
  try {
    return Date.now() - statSync(folder).mtimeMs;
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
