import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPackages } from '../setup/dependencies.mjs';
import { root } from '../setup/paths.mjs';
import { placeEntry } from '../setup/place.mjs';
import { isLeftOut } from './left-out.mjs';

/** What of the project is part of a package, beside the packages of npm. */
const ownParts = [
  'out/main',
  'out/renderer',
  'resources',
  'LICENSE',
  'THIRD_PARTY_NOTICES.md',
  'CHANGELOG.md',
];

/**
 * Puts the program together, as it lies on a user's machine: the built station, what it needs of npm by the lock file, Node. Files
 * are hard links where the disk is the same.
 *
 * @param {{ target: string, node: string, version: string, training?: boolean, from?: string }} options `target`: an empty
 *   folder; `node`: Node's program; `training`: false leaves TensorFlow's library out, for a machine that only inspects
 * @returns {void}
 */
export function placePayload({ target, node, version, training = true, from = root }) {
  for (const path of ownParts) placeEntry(join(from, path), join(target, path));
  const system = { platform: process.platform, arch: process.arch };
  for (const path of packagesOfStation(from)) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    for (const file of filesOf(join(from, path))) {
      if (isLeftOut(name, file, system) || (!training && isTensorflowLibrary(name, file))) continue;
      const to = join(target, path, file);
      mkdirSync(dirname(to), { recursive: true });
      placeEntry(join(from, path, file), to);
    }
  }
  mkdirSync(join(target, 'bin'), { recursive: true });
  placeEntry(realpathSync(node), join(target, 'bin', 'node'));
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(ownManifest(version), null, 2)}\n`);
}

/** What the program reads of its own package.json; it has the Node that it needs with it. @param {string} version */
function ownManifest(version) {
  return { name: 'loupe', version, type: 'module', license: 'Apache-2.0', private: true };
}

/** @param {string} name @param {string} file */
function isTensorflowLibrary(name, file) {
  return name === '@tensorflow/tfjs-node' && file.startsWith('deps/');
}

/**
 * The folders of the packages that the station itself needs, by the lock file: those for its making and its tests stay out, and
 * those that npm left out since they are for another system.
 *
 * @param {string} folder the project
 */
function packagesOfStation(folder) {
  return Object.entries(readPackages(join(folder, 'package-lock.json')))
    .filter(([path, entry]) => path !== '' && !entry?.dev && existsSync(join(folder, path)))
    .map(([path]) => path);
}

/**
 * Paths of the files of a package, not those of packages within it.
 *
 * @param {string} folder
 * @param {string} below
 * @returns {string[]}
 */
function filesOf(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesOf(folder, path) : [path];
  });
}
