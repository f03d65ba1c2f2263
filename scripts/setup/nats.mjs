import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { findOnPath } from './run.mjs';
import { unpackPackage } from './unpack-package.mjs';

const folder = join(root, '.toolchain', 'nats');

/** Possible places, the last one for the copy that the set-up unpacks. Debian installs it outside a normal user's PATH. */
const places = ['/usr/sbin/nats-server', '/usr/local/sbin/nats-server'].concat(
  join(folder, 'usr', 'sbin', 'nats-server'),
);

/** Finds the server through which stations and their plant communicate. @returns {string | undefined} the program's path */
export function findNats() {
  return findOnPath('nats-server') ?? places.find((path) => existsSync(path));
}

/**
 * Finds nats-server; on Debian and Ubuntu, unpacks its package into a folder of the project if there is none.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function ensureNats(say) {
  const found = findNats();
  if (found !== undefined) return { program: found };
  say('no NATS server found; fetching its package with apt-get');
  const reason = await unpackPackage('nats-server', folder);
  const program = findNats();
  if (program !== undefined) return { program };
  return { reason: `apt-get gave no nats-server: ${reason ?? 'it is not in its package'}` };
}
