import { readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { projectFiles } from '../documents/files.mjs';

/** Folder of the unit tests, which mirrors the sources: `test/unit/scripts` those in `scripts`, the rest those in `src`. */
const unit = 'test/unit';

/**
 * Checks the places of the unit tests. Faults: a folder without a counterpart in the sources, a test apart from the
 * only source of its name, and a file that is no test.
 *
 * @param {string} root
 * @returns {string[]} one sentence per fault, with the file and its proper place
 */
export function placeFaults(root) {
  const sources = ['src', 'scripts'].flatMap((folder) =>
    projectFiles(root, folder, /(?<!\.d)\.(ts|vue|mjs)$/),
  );
  const folders = new Set(sources.flatMap(foldersOf));
  return projectFiles(root, unit, /./).flatMap((file) => {
    if (!file.endsWith('.test.ts')) return [`${file}: is no test; what tests share lies in test/support`];
    const fault = misplaced(file, sources, () => importsOf(root, file));
    if (fault !== null) return [fault];
    const mirrored = sourceOf(dirname(file));
    return folders.has(mirrored) ? [] : [`${file}: there is no folder ${mirrored}`];
  });
}

/**
 * @param {string} file a test
 * @param {string[]} sources
 * @param {() => string[]} imported the sources that it imports
 * @returns {string | null} its proper place; null if it is there, or if not exactly one source has its name
 */
function misplaced(file, sources, imported) {
  const name = basename(file, '.test.ts');
  const named = sources.filter((source) => nameOf(source) === name);
  if (named.some((source) => dirname(source) === sourceOf(dirname(file)))) return null;
  const meant = named.length === 1 ? named : named.filter((source) => imported().includes(source));
  const [source] = meant;
  if (source === undefined || meant.length > 1) return null;
  return `${file}: belongs to ${source}, so that it lies at ${testOf(source)}`;
}

/** Returns the folder of sources that a folder of tests mirrors. @param {string} folder */
function sourceOf(folder) {
  const inner = folder.slice(unit.length + 1);
  return inner === 'scripts' || inner.startsWith('scripts/') ? inner : posix.join('src', inner);
}

/** Returns the test of a source. @param {string} source */
function testOf(source) {
  return posix.join(unit, source.replace(/^src\//, '').replace(/\.\w+$/, '.test.ts'));
}

/** @param {string} source */
function nameOf(source) {
  return basename(source).replace(/\.\w+$/, '');
}

/** Returns a file's folder and all its parents. @param {string} file @returns {string[]} */
function foldersOf(file) {
  const folder = dirname(file);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

/** @param {string} root @param {string} file @returns {string[]} its imports by path, relative to the root */
function importsOf(root, file) {
  const paths = readFileSync(join(root, file), 'utf8').matchAll(/ from '(\.[^']+)'/g);
  return [...paths].map(([, path = '']) => posix.normalize(posix.join(dirname(file), path)));
}
