import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';

/**
 * Returns the commit on which the current work is based: where its branch left `main`, or on `main` itself the newest
 * commit.
 *
 * @param {string} [folder]
 * @returns {Promise<string>} a commit in any form that git accepts
 */
export async function beginning(folder = root) {
  for (const main of ['main', 'origin/main']) {
    const found = await run('git', ['merge-base', 'HEAD', main], { cwd: folder });
    if (found.code === 0) return found.stdout.trim();
  }
  return 'HEAD';
}

/**
 * Lists the unit tests that import a file changed since a commit, directly or indirectly.
 *
 * @param {string} commit
 * @returns {Promise<string[]>} paths from the project's folder
 */
export async function testsOfChanges(commit) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['list', '--project=unit*', '--filesOnly', '--json', `--changed=${commit}`];
  const listed = await run(process.execPath, [vitest, ...args], { cwd: root });
  if (listed.code !== 0) throw new Error(`vitest could not list the tests of what changed: ${listed.output}`);
  /** @type {{ file: string }[]} */
  const files = JSON.parse(listed.stdout);
  return files.map(({ file }) => relative(root, file).split(sep).join('/'));
}

/** Time of a test file besides its tests: its process and its imports, ms. */
const loading = 1500;

/**
 * Chooses as many tests as fit into a time, the fastest first, by their last durations.
 *
 * @param {string[]} files
 * @param {ReadonlyMap<string, number>} durations milliseconds by file; none for a file that never ran
 * @param {number} budget milliseconds, for running all of them one by one
 * @returns {{ chosen: string[], left: string[] }}
 */
export function within(files, durations, budget) {
  const timed = files
    .map((file) => ({ file, milliseconds: loading + (durations.get(file) ?? 0) }))
    .sort((a, b) => a.milliseconds - b.milliseconds);
  let spent = 0;
  /** @type {string[]} */
  const chosen = [];
  /** @type {string[]} */
  const left = [];
  for (const { file, milliseconds } of timed) {
    spent += milliseconds;
    (spent <= budget ? chosen : left).push(file);
  }
  return { chosen, left };
}

/**
 * Returns the durations of the unit tests in vitest's last run here.
 *
 * @returns {Map<string, number>} milliseconds by path from the project's folder
 */
export function lastDurations() {
  const folder = join(root, 'node_modules', '.vite', 'vitest');
  /** @type {Map<string, number>} */
  const durations = new Map();
  if (!existsSync(folder)) return durations;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name, 'results.json');
    if (!existsSync(file)) continue;
    /** @type {{ projects?: Record<string, { files?: Record<string, { duration: number }> }> }} */
    const { projects = {} } = JSON.parse(readFileSync(file, 'utf8'));
    for (const [path, { duration }] of Object.entries(projects['unit']?.files ?? {})) {
      durations.set(path, duration);
    }
  }
  return durations;
}
