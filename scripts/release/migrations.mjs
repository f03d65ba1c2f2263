import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

/**
 * Released migrations by file name: the release and the fingerprint of the code.
 *
 * @typedef {Record<string, { release: string, sha256: string }>} ReleasedMigrations
 */

/**
 * Returns the fingerprint of a source's behaviour: SHA-256 over its tokens. Comments, line breaks, quotation marks and
 * trailing commas do not count, so that reformatting keeps the fingerprint; SQL in template strings counts to the
 * letter.
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
 * Lists the migrations in a folder, oldest first.
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
 * Compares the migrations of a folder with the released ones. Stations that have run a released migration never run it
 * again, so a change of it would not reach their databases.
 *
 * @param {string} folder
 * @param {ReleasedMigrations} released
 * @returns {string[]} one sentence per fault, with the remedy
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
 * Lists migrations that are in no release yet.
 *
 * @param {string} folder
 * @param {ReleasedMigrations} released
 */
export function unreleasedMigrations(folder, released) {
  return readMigrations(folder).filter(({ name }) => !(name in released));
}

/** @param {string} file @returns {ReleasedMigrations} empty without a list */
export function readReleased(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** @param {string} name such as `0015-shifts` */
function numberOf(name) {
  return Number(name.slice(0, 4));
}
