import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { dynamicSymbols } from './dynamic-symbols.mjs';
import { whyNotUsable } from './native-modules.mjs';
import { ensurePatchelf } from './patchelf.mjs';
import { root } from './paths.mjs';
import { lastLines, run } from './run.mjs';

/** Prefixes of the names of GLib, GObject and related libraries. */
const glib = /^_{0,2}g(?:lib)?_/;
const prefix = 'sharp_';

/**
 * Gives sharp a GLib of its own, on Linux. Electron's program loads the system's GLib, and sharp's library contains
 * another one. The linker binds sharp's calls to whichever is loaded first, so that one GLib would release the objects
 * of the other. Renaming the functions in sharp's two files separates the two; under plain Node the files work as
 * before.
 *
 * @param {(text: string) => void} say
 * @param {string} [folder] has sharp in its node_modules
 * @returns {Promise<string | undefined>} reason of a failure in one line, with the files unchanged; or undefined
 */
export async function separateGlib(say, folder = root) {
  const files = sharpFiles(folder);
  if (files === undefined) return `${folder}/node_modules has no sharp for Linux on ${process.arch}`;
  const stamp = join(folder, 'node_modules', '.cache', 'own-glib.stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === stateOf(files)) return undefined;

  const reason = await separate(files, folder, say);
  if (reason !== undefined) return reason;
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, stateOf(files));
  return undefined;
}

/**
 * @param {SharpFiles} files
 * @param {string} folder
 * @param {(text: string) => void} say
 * @returns {Promise<string | undefined>}
 */
async function separate(files, folder, say) {
  const anew = 'delete node_modules and run the command again';
  try {
    const names = glibNames(files.library);
    if (names.length > 0) return await rename(names, files, folder, say);
    return glibNames(files.binding).length > 0
      ? `only half of sharp has a GLib of its own; ${anew}`
      : undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `sharp's files cannot be read (${error.message}); ${anew}`;
  }
}

/**
 * @typedef {{ library: string, binding: string }} SharpFiles
 * @param {string} folder
 * @returns {SharpFiles | undefined}
 */
function sharpFiles(folder) {
  const packages = join(folder, 'node_modules', '@img');
  const find = (/** @type {string} */ name, /** @type {RegExp} */ pattern) => {
    const place = join(packages, name, 'lib');
    const file = existsSync(place) && readdirSync(place).find((entry) => pattern.test(entry));
    return file ? join(place, file) : undefined;
  };
  const library = find(`sharp-libvips-linux-${process.arch}`, /^libvips-cpp\.so\.[\d.]+$/);
  const binding = find(`sharp-linux-${process.arch}`, /\.node$/);
  return library === undefined || binding === undefined ? undefined : { library, binding };
}

/** Lists a file's exported and imported names of GLib. @param {string} file */
export function glibNames(file) {
  const { defined, wanted } = dynamicSymbols(readFileSync(file));
  return [...defined, ...wanted].filter((name) => glib.test(name));
}

/**
 * Renames the functions in copies, puts the copies in place and tries them; restores the original files if the copies
 * fail. Never writes into a file that a running program may have loaded.
 *
 * @param {string[]} names
 * @param {SharpFiles} files
 * @param {string} folder
 * @param {(text: string) => void} say
 * @returns {Promise<string | undefined>}
 */
async function rename(names, files, folder, say) {
  const patchelf = await ensurePatchelf(say);
  if ('reason' in patchelf) return `sharp needs a GLib of its own beside Electron's, and ${patchelf.reason}`;
  say("giving sharp's library a GLib of its own");
  const map = join(folder, 'node_modules', '.cache', `own-glib.${process.pid}.txt`);
  mkdirSync(join(map, '..'), { recursive: true });
  writeFileSync(map, names.map((name) => `${name} ${prefix}${name}\n`).join(''));
  const all = Object.values(files).map((file) => ({ file, fresh: `${file}.new`, before: `${file}.before` }));
  try {
    for (const { file, fresh } of all) {
      const args = ['--rename-dynamic-symbols', map, '--output', fresh, file];
      const result = await run(patchelf.program, args, { timeout: 120_000 });
      if (result.code !== 0 || !existsSync(fresh) || glibNames(fresh).length > 0) {
        return `patchelf could not change ${basename(file)}: ${result.ended ?? lastLines(result.output, 1)}`;
      }
    }
    for (const { file, fresh, before } of all) {
      renameSync(file, before);
      renameSync(fresh, file);
    }
    const reason = await whyNotUsable('sharp', { folder });
    if (reason === undefined) return undefined;
    for (const { file, before } of all) renameSync(before, file);
    return `sharp does not work with a GLib of its own: ${reason}`;
  } finally {
    const rest = all.flatMap(({ fresh, before }) => [fresh, before]);
    for (const path of [map, ...rest]) rmSync(path, { force: true });
  }
}

/** Returns a text that changes whenever one of the files changes. @param {SharpFiles} files */
function stateOf(files) {
  return Object.values(files)
    .map((file) => [basename(file), statSync(file).size, statSync(file).mtimeMs].join(' '))
    .join('\n');
}
