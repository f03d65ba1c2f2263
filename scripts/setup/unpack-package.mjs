import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath, lastLines, run } from './run.mjs';

/**
 * Unpacks a package of Debian or Ubuntu into a folder of the project, without installing it, starting its service, or
 * needing root.
 *
 * @param {string} name
 * @param {string} folder
 * @returns {Promise<string | undefined>} reason of a failure, or undefined
 */
export async function unpackPackage(name, folder) {
  if (findOnPath('apt-get') === undefined || findOnPath('dpkg-deb') === undefined) {
    return 'this system has no packages of Debian';
  }
  mkdirSync(folder, { recursive: true });
  const fetch = () => run('apt-get', ['download', name], { cwd: folder });
  let fetched = await fetch();
  if (fetched.code !== 0) {
    await run('apt-get', ['update']);
    fetched = await fetch();
  }
  if (fetched.code !== 0) return lastLines(fetched.output, 2);
  for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', file, '.'], { cwd: folder });
    rmSync(join(folder, file));
  }
  return undefined;
}
