import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage, mayInstallPackages } from './apt.mjs';

/** Finds the library that shows a program another time than the machine's. @returns {string | undefined} its path */
export function findFakeTime() {
  if (process.platform !== 'linux') return undefined;
  const places = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime', 'libfaketime.so.1'))
    : [];
  return [...places, '/usr/lib/faketime/libfaketime.so.1'].find((path) => existsSync(path));
}

/**
 * Finds the library; on Debian and Ubuntu, as root, installs it if it is missing.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function ensureFakeTime(say) {
  const found = findFakeTime();
  if (found !== undefined) return { program: found };
  if (!mayInstallPackages()) {
    return { reason: 'libfaketime is not installed (Debian: apt-get install libfaketime)' };
  }
  say('no libfaketime found; installing it with apt-get');
  const reason = await installPackage('libfaketime');
  const installed = findFakeTime();
  return installed === undefined
    ? { reason: `apt-get could not install libfaketime: ${reason ?? 'no library came with the package'}` }
    : { program: installed };
}
