import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './npm.mjs';
import { root } from './paths.mjs';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Installs the packages of the lock file, unless node_modules contains exactly those.
 *
 * @param {(text: string) => void} say
 */
export async function ensureDependencies(say) {
  const difference = lockDifference(root);
  if (difference === undefined) return 'already there';
  say(`${difference}; installing`);
  const [npm = 'npm', ...first] = npmCommand();
  const result = await run(npm, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    timeout: 30 * 60_000,
  });
  if (result.code !== 0) {
    throw new SetupError(
      `npm could not install the dependencies: ${result.ended ?? lastLines(result.output)}`,
      'Make the npm registry reachable, or copy node_modules from a machine of the same kind, and run the command again.',
    );
  }
  return undefined;
}

/**
 * Returns the first difference between the lock file and npm's list of installed packages, or undefined. npm writes
 * that list in node_modules last, so an interrupted installation is detected.
 *
 * @param {string} folder the project
 * @returns {string | undefined}
 */
export function lockDifference(folder) {
  const installedList = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList)) return 'node_modules is not there';
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const installed = readPackages(installedList);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry === undefined) continue;
    const there = installed[path];
    if (there === undefined && entry.optional) continue;
    if (there?.version !== entry.version || there?.integrity !== entry.integrity) {
      return `${path.replace(/^node_modules\//, '')} ${entry.version} is not there`;
    }
    if (!existsSync(join(folder, path, 'package.json'))) return `${path} is incomplete`;
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, dev?: boolean,
 *   license?: string, link?: boolean } | undefined>}
 */
export function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}
