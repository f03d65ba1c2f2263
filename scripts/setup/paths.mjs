import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Files that the set-up makes for this clone only: the private Node and the stamps. */
export const toolchain = join(root, '.toolchain');

/**
 * Returns the user's folder for built and downloaded parts that all clones share.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function userCache(env = process.env, platform = process.platform) {
  if (env.LOUPE_CACHE) return resolve(env.LOUPE_CACHE);
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'loupe', 'Cache');
  }
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'loupe');
}
