import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A fault of a document, as the check prints it.
 *
 * @typedef {{ file: string, line?: number, problem: string }} Problem
 * @typedef {{ file: string, text: string }} Document `file` is the path from the root, with `/`
 */

const notOurs = new Set([
  'node_modules',
  '.git',
  '.toolchain',
  '.cache',
  '.dev-home',
  'out',
  'test-results',
  'coverage',
  'playwright-report',
]);

/**
 * Lists the project's files with a matching name, in alphabetical order, without anything fetched or built.
 *
 * @param {string} root
 * @param {string} start a folder below the root, '' for all
 * @param {RegExp} name
 * @returns {string[]} paths from the root, with `/`
 */
export function projectFiles(root, start, name) {
  if (!existsSync(join(root, start))) return [];
  return readdirSync(join(root, start), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = start === '' ? entry.name : `${start}/${entry.name}`;
      if (entry.isDirectory()) return projectFiles(root, path, name);
      return entry.isFile() && name.test(entry.name) ? [path] : [];
    });
}

/**
 * @param {string} root
 * @param {string} start
 * @param {RegExp} name
 * @returns {Document[]}
 */
export function readDocuments(root, start, name) {
  return projectFiles(root, start, name).map((file) => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  }));
}
