import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPythonPeers } from '../../../scripts/setup/python-peers.mjs';

/** Python with the programs of other makers, or why there is none. */
export const pythonPeers = findPythonPeers();

/** Runs a program of this folder to its end. @returns what it printed, as JSON */
export async function runPeer(name: string, ...given: readonly (string | number)[]): Promise<unknown> {
  if (!('program' in pythonPeers)) throw new Error(pythonPeers.reason);
  const { stdout } = await promisify(execFile)(
    pythonPeers.program,
    [join(import.meta.dirname, name), ...given.map(String)],
    { timeout: 120_000, maxBuffer: 2 ** 26 },
  );
  return JSON.parse(stdout);
}
