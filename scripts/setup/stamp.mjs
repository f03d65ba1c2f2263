import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * Returns a SHA-256 over names and contents of files and of all files in folders; missing ones count as empty.
 *
 * @param {string} folder
 * @param {string[]} paths files and folders in it
 * @param {string[]} values further texts for the hash
 */
export function hashOf(folder, paths, values = []) {
  const hash = createHash('sha256');
  for (const value of values) hash.update(value).update('\0');
  for (const file of paths.flatMap((path) => filesIn(join(folder, path)))) {
    hash
      .update(relative(folder, file).split(sep).join('/'))
      .update('\0')
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} sorted */
function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/**
 * Runs `work` unless the stamp records the same hash. The stamp is written after the work, so that interrupted work is
 * repeated.
 *
 * @param {string} file the stamp
 * @param {string} hash
 * @param {() => Promise<string | undefined>} work
 * @param {() => boolean} there whether the results still exist
 */
export async function unlessDone(file, hash, work, there = () => true) {
  if (existsSync(file) && readFileSync(file, 'utf8') === hash && there()) return 'already there';
  rmSync(file, { force: true });
  const result = await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
  return result;
}
