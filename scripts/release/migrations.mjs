import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

/**
 * Migrations that went out with a release, by the name of their file: the release and the fingerprint of the code.
 *
 * @typedef {Record<string, { release: string, sha256: string }>} ReleasedMigrations
 */

/**
 * The fingerprint of what a source does: SHA-256 over its tokens. Comments, line breaks, quotation marks and trailing
 * commas do not count, so that formatting it anew keeps the fingerprint; SQL in template strings counts to the letter.
 *
 * @param {string} source TypeScript
 * @returns {string} 64 hexadecimal digits
 */
export function fingerprint(source) {
  const file = ts.createSourceFile('migration.ts', source, ts.ScriptTarget.Latest);
  /** @type {string[]} */
  const tokens = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    if (children.length > 0) return children.forEach(visit);
    const text = node.getText(file);
    const isClosing = [')', ']', '}'].includes(text);
    if (isClosing && tokens.at(-1) === ',') tokens.pop();
    if (text !== '') tokens.push(ts.isStringLiteral(node) ? JSON.stringify(node.text) : text);
  };
  visit(file);
  return createHash('sha256').update(JSON.stringify(tokens)).digest('hex');
}

/**
 * The migrations in a folder, oldest first.
 *
 * @param {string} folder
 * @returns {{ name: string, sha256: string }[]}
 */
export function readMigrations(folder) {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.*\.ts$/.test(file))
    .sort()
    .map((file) => ({
      name: basename(file, '.ts'),
      sha256: fingerprint(readFileSync(join(folder, file), 'utf8')),
    }));
}

/**
 * What does not fit between the migrations of a folder and those that were released. Stations have run a released
 * migration and will not run it again: a change of it would never reach their databases.
 *
 * @param {string} folder
 * @param {ReleasedMigrations} released
 * @returns {string[]} a sentence for each, with what to do
 */
export function migrationFaults(folder, released) {
  const present = new Map(readMigrations(folder).map(({ name, sha256 }) => [name, sha256]));
  const faults = [];
  for (const [name, { release, sha256 }] of Object.entries(released)) {
    const now = present.get(name);
    if (now === undefined) {
      faults.push(
        `Migration ${name} was released with ${release} and is missing or has another name now. ` +
          `Bring it back as src/main/database/migrations/${name}.ts, unchanged.`,
      );
    } else if (now !== sha256) {
      faults.push(
        `Migration ${name} was released with ${release} and has been changed since. ` +
          'Undo the change and write a new migration that does the rest.',
      );
    }
  }
  const last = Object.keys(released).sort().at(-1) ?? '';
  for (const name of present.keys()) {
    if (name in released || numberOf(name) > numberOf(last)) continue;
    faults.push(
      `Migration ${name} is new but not numbered after ${last}, the last one that was released. ` +
        'Give it the next free number, in its name and as its version.',
    );
  }
  return faults;
}

/**
 * Migrations that no release has had yet.
 *
 * @param {string} folder
 * @param {ReleasedMigrations} released
 */
export function unreleasedMigrations(folder, released) {
  return readMigrations(folder).filter(({ name }) => !(name in released));
}

/** @param {string} file @returns {ReleasedMigrations} empty where there is no list yet */
export function readReleased(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** @param {string} name such as `0015-shifts` */
function numberOf(name) {
  return Number(name.slice(0, 4));
}
