import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requirementsOf } from './check-pinned.mjs';
import { userCache } from './paths.mjs';
import { pythonWithPip } from './python.mjs';
import { lastLines, run } from './run.mjs';

/** Third-party programs that talk to the station in tests, in fixed versions, so that test results do not change by themselves. */
export const packages = ['asyncua==2.1.0', 'pymodbus==3.16.1'];

/** @param {NodeJS.ProcessEnv} env */
const folderOf = (env) => join(userCache(env), 'python-peers');
const marker = packages.join('\n');

/**
 * Finds the Python environment with the packages.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ program: string } | { reason: string }} the program, or the reason in one line
 */
export function findPythonPeers(env = process.env) {
  const folder = folderOf(env);
  const program =
    process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  const installed = join(folder, 'installed.txt');
  if (existsSync(program) && existsSync(installed) && readFileSync(installed, 'utf8') === marker) {
    return { program };
  }
  return { reason: 'pymodbus and asyncua were not installed; “npm test” does it where Python 3 has pip' };
}

/**
 * Installs the packages into a folder of their own, once for all of the user's clones.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ program: string } | { reason: string }>} the program, or the reason in one line
 */
export async function ensurePythonPeers(say) {
  const found = findPythonPeers();
  if ('program' in found) return found;
  const folder = folderOf(process.env);
  say('installing pymodbus and asyncua for Python, into a folder of their own');
  try {
    const [python = 'python3', ...rest] = await pythonWithPip();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const made = await run(python, [...rest, '-m', 'venv', folder]);
    if (made.code !== 0) {
      return { reason: 'Python makes no environment (Debian: apt-get install python3-venv)' };
    }
    const own = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
    const options = ['--only-binary=:all:', '--progress-bar', 'off', '--disable-pip-version-check'];
    const requirements = join(folder, 'requirements.txt');
    writeFileSync(requirements, requirementsOf());
    const args = ['-m', 'pip', 'install', '--require-hashes', ...options, '--requirement', requirements];
    const installed = await run(own, args, { timeout: 5 * 60_000 });
    if (installed.code !== 0) {
      return { reason: `pip could not install pymodbus and asyncua: ${lastLines(installed.output, 2)}` };
    }
    writeFileSync(join(folder, 'installed.txt'), marker);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
  return findPythonPeers();
}
