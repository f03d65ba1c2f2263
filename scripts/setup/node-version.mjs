import { manifestOf } from './manifest.mjs';

/** The Node version of the private Node, used if the running one does not fit. */
export const privateNodeVersion = '24.21.0';

/**
 * The oldest Node for the station and its tools, from `engines` in package.json: 22.18 is the first that runs
 * TypeScript files directly. An older Node only runs these scripts, which fetch the private one.
 *
 * @type {string}
 */
export const minimumNodeVersion = manifestOf().engines.node.replace(/^>=/, '');

/**
 * Whether a Node version can run the station and its tools; the tools do not support odd releases.
 *
 * @param {string} version such as `22.18.0`, a leading `v` allowed
 */
export function nodeVersionFits(version) {
  const [major = 0, minor = 0] = numbers(version);
  const [leastMajor = 0, leastMinor = 0] = numbers(minimumNodeVersion);
  if (major === leastMajor) return minor >= leastMinor;
  return major > leastMajor && major % 2 === 0;
}

/** @param {string} version */
function numbers(version) {
  return version.replace(/^v/, '').split('.').map(Number);
}
