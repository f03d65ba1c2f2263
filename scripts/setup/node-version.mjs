/** The Node version that is provisioned where the one in use does not fit. */
export const privateNodeVersion = '24.21.0';

/**
 * Whether a Node version can run the station and its tools. 22.18 is the first that runs TypeScript files
 * directly; the odd releases are left out by the tools.
 *
 * @param {string} version such as `22.18.0`, a leading `v` allowed
 */
export function nodeVersionFits(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major === 22) return minor >= 18;
  return major === 24 || major >= 26;
}
