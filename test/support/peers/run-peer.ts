import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPythonPeers } from '../../../scripts/setup/python-peers.mjs';

/** Path of a Python with other makers' programs, or the reason why there is none. */
export const pythonPeers = findPythonPeers();

/** Runs a program of this folder to its end. @returns its printed JSON */
export async function runPeer(name: string, ...given: readonly (string | number)[]): Promise<unknown> {
  if (!('program' in pythonPeers)) throw new Error(pythonPeers.reason);
  const { stdout } = await promisify(execFile)(
    pythonPeers.program,
    [join(import.meta.dirname, name), ...given.map(String)],
    { timeout: 120_000, maxBuffer: 2 ** 26 },
  );
  return JSON.parse(stdout);
}
