import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * Puts a folder's files into another folder: as hard links on the same disk (the libraries have hundreds of megabytes),
 * else as copies. Symbolic links stay links; files of the same name are replaced.
 *
 * @param {string} from
 * @param {string} to
 */
export function placeFolder(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) placeEntry(join(from, name), join(to, name));
}

/**
 * Does the same for a file, a link or a folder under any name.
 *
 * @param {string} source
 * @param {string} target
 */
export function placeEntry(source, target) {
  const entry = lstatSync(source);
  if (entry.isDirectory()) return placeFolder(source, target);
  rmSync(target, { force: true });
  if (entry.isSymbolicLink()) return symlinkSync(readlinkSync(source), target);
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
