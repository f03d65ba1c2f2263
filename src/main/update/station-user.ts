import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import type { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { howItEnded } from '../host/how-it-ended.ts';

/** A program is killed after this long, milliseconds; migrating and backing up a log of years takes less. */
const patienceMs = 6 * 3_600_000;
/** Characters of a failed program's output that a message quotes. */
const longestWords = 1500;

/** The user to whom the home belongs; programs run as this user. */
export interface StationUser {
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** @throws StationError NOT_FOUND, NO_PERMISSION */
export function userOf(home: string): StationUser {
  try {
    const { uid, gid } = statSync(home);
    return { uid, gid, home };
  } catch (error) {
    throw fileFailure(error, home);
  }
}

/** Starts a program as that user. */
export function spawnAs(
  { uid, gid, home }: StationUser,
  [program, ...words]: readonly [string, ...string[]],
) {
  const isRoot = process.getuid?.() === 0;
  return spawn(program, words, {
    ...(isRoot ? { uid, gid } : {}),
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: process.env['LC_ALL'], HOME: home, STATION_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * Runs a command of a station's command line to its end.
 *
 * @returns the parsed line of JSON that the command prints
 * @throws StationError WORKER_FAILED with the end of its output
 */
export async function askAs<Value>(
  user: StationUser,
  command: readonly [string, string],
  words: readonly string[],
  answer: z.ZodType<Value>,
): Promise<Value> {
  const child = spawnAs(user, [...command, '--json', ...words]);
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]
      .setEncoding('utf8')
      .on('data', (text: string) => (said[stream] = (said[stream] + text).slice(-1e6)));
  }
  const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => clearTimeout(patience));
  if (code !== 0) {
    const words = said.stderr.trim().slice(-longestWords);
    throw new StationError('WORKER_FAILED', words === '' ? `It ${howItEnded(code)}.` : words);
  }
  return answer.parse(JSON.parse(said.stdout.trimEnd().split('\n').at(-1) ?? ''));
}
