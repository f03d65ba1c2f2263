import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installPackage, mayInstallPackages } from './apt.mjs';
import { downloadWheel, unpackWheel } from './python.mjs';
import { findOnPath, lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

const compilers = ['g++', 'c++', 'clang++'];
/** A C++ compiler as a Python wheel, for a machine without one and without the right to install one. */
const wheelCompiler = { requirement: 'ziglang==0.13.0', tags: ['--platform', 'manylinux_2_12_x86_64'] };

/**
 * Returns the command of a C++ compiler as words: the machine's own; else, as root on Debian and Ubuntu, the
 * distribution's; else one from a Python wheel unpacked into `folder`.
 *
 * @param {string[]} python
 * @param {string} folder
 * @param {(text: string) => void} say
 * @returns {Promise<string[]>}
 */
export async function cppCompiler(python, folder, say) {
  const own = ownCompiler();
  if (own !== undefined) return [own];
  if (mayInstallPackages()) {
    say('no C++ compiler found; installing g++ with apt-get');
    await installPackage('g++');
    const installed = ownCompiler();
    if (installed !== undefined) return [installed];
  }
  say('no C++ compiler found; taking the one in the Python wheel ziglang, which needs some minutes');
  const { requirement, tags } = wheelCompiler;
  const download = await downloadWheel(python, requirement, folder, tags);
  const wheel = existsSync(folder) && readdirSync(folder).find((file) => file.startsWith('ziglang'));
  if (download.code !== 0 || !wheel) {
    throw new SetupError(
      `No C++ compiler was found, and ${requirement} could not be downloaded: ${lastLines(download.output, 2)}`,
      'Install one (Debian and Ubuntu: apt-get install g++) and run the command again.',
    );
  }
  const unpack = await unpackWheel(python, join(folder, wheel), folder, ['ziglang/*']);
  const program = join(folder, 'ziglang', 'zig');
  if (unpack.code !== 0 || !existsSync(program)) {
    throw new SetupError(`${wheel} could not be unpacked`, lastLines(unpack.output, 2));
  }
  await run('chmod', ['+x', program]);
  return [program, 'c++'];
}

/** @returns {string | undefined} */
function ownCompiler() {
  return compilers.map((name) => findOnPath(name)).find((program) => program !== undefined);
}

/** Returns Node's headers beside a Node program, or undefined; Node-API is the same in all versions. */
export function nodeHeaders(nodePrograms = [process.execPath]) {
  const folders = nodePrograms.map((program) => join(dirname(dirname(program)), 'include', 'node'));
  return [...folders, '/usr/include/node'].find((folder) => existsSync(join(folder, 'node_api.h')));
}
