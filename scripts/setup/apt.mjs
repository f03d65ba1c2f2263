import { findOnPath, lastLines, run } from './run.mjs';

/** Whether this process may install packages of Debian or Ubuntu, i.e. runs there as root. */
export function mayInstallPackages() {
  return process.getuid?.() === 0 && findOnPath('apt-get') !== undefined;
}

/**
 * Installs a package of the distribution; updates the package lists only if it does not find the package.
 *
 * @param {string} name
 * @returns {Promise<string | undefined>} reason of a failure, or undefined
 */
export async function installPackage(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', name], { env });
  let result = await install();
  if (result.code !== 0) {
    await run('apt-get', ['update'], { env });
    result = await install();
  }
  return result.code === 0 ? undefined : lastLines(result.output, 2);
}
