import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { findOnPath, lastLines, run } from './run.mjs';
import { unpackPackage } from './unpack-package.mjs';

const folder = join(root, '.toolchain', 'nginx');

/** Possible places, the last one for the copy that the set-up unpacks. Debian installs it outside a normal user's PATH. */
const places = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', join(folder, 'usr', 'sbin', 'nginx')];

/** Finds the TLS proxy that tests put in front of the station. @returns {string | undefined} the program's path */
export function findNginx() {
  return findOnPath('nginx') ?? places.find((path) => existsSync(path));
}

/**
 * Finds nginx; on Debian and Ubuntu, unpacks its package into a folder of the project if there is none. It does not
 * install the package, because an installed nginx would serve pages of its own on the machine.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function ensureNginx(say) {
  const found = findNginx();
  if (found !== undefined) return { program: found };
  say('no nginx found; fetching its package with apt-get');
  const reason = await unpackPackage('nginx', folder);
  const program = findNginx();
  if (program === undefined) {
    return { reason: `apt-get gave no nginx: ${reason ?? 'it is not in its package'}` };
  }
  const tried = await run(program, ['-v']);
  return tried.code === 0 ? { program } : { reason: `nginx does not run: ${lastLines(tried.output, 2)}` };
}
