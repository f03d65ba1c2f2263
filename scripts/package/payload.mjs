import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPackages } from '../setup/dependencies.mjs';
import { manifestOf } from '../setup/manifest.mjs';
import { root } from '../setup/paths.mjs';
import { placeEntry } from '../setup/place.mjs';
import { isLeftOut, isUnused } from './left-out.mjs';

/** The parts of the project that the station needs at run time, besides npm packages. */
const program = ['out/main', 'out/renderer'];
const texts = ['LICENSE', 'THIRD_PARTY_NOTICES.md', 'CHANGELOG.md'];

/**
 * @typedef {{ target: string, version: string, training?: boolean, from?: string }} Payload `target`: an empty folder; `training`:
 *   false leaves TensorFlow's library out, for a machine that only inspects
 */

/**
 * Assembles the headless station as on a user's machine: the built station, its npm packages by the lock file, and
 * Node. Files are hard links if both folders are on the same disk.
 *
 * @param {Payload & { node: string }} options `node`: Node's program
 * @returns {void}
 */
export function placePayload({ node, ...options }) {
  place(options, [...program, 'resources', ...texts], {});
  mkdirSync(join(options.target, 'bin'), { recursive: true });
  placeEntry(realpathSync(node), join(options.target, 'bin', 'node'));
}

/**
 * Assembles the contents of the desktop's archive; Electron itself brings Node and keeps `resources` beside the
 * archive. The manifest lists the packages, because electron-builder includes only listed ones.
 *
 * @param {Payload} options
 * @returns {void}
 */
export function placeDesktop(options) {
  const { dependencies } = manifestOf(options.from);
  const used = Object.entries(dependencies).filter(([name]) => !isUnused(name));
  place(options, [...program, 'out/preload'], { dependencies: Object.fromEntries(used) });
}

/** @param {Payload} payload @param {string[]} ownParts @param {object} manifest further fields of package.json */
function place({ target, version, training = true, from = root }, ownParts, manifest) {
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
  writeFileSync(
    join(target, 'package.json'),
    `${JSON.stringify({ ...ownManifest(version), ...manifest }, null, 2)}\n`,
  );
}

/** Returns the fields that the program reads of its own package.json; it brings its own Node. @param {string} version */
function ownManifest(version) {
  return {
    name: 'loupe',
    version,
    description: 'Visual-inspection station that learns from good images only',
    type: 'module',
    main: 'out/main/index.js',
    license: 'Apache-2.0',
    author: 'The Loupe project',
    private: true,
  };
}

/** @param {string} name @param {string} file */
function isTensorflowLibrary(name, file) {
  return name === '@tensorflow/tfjs-node' && file.startsWith('deps/');
}

/**
 * Lists the folders of the packages that the station itself needs, by the lock file, without packages for building and
 * testing, and without those that npm omitted because they are for another system.
 *
 * @param {string} folder the project
 */
function packagesOfStation(folder) {
  return Object.entries(readPackages(join(folder, 'package-lock.json')))
    .filter(([path, entry]) => path !== '' && !entry?.dev && existsSync(join(folder, path)))
    .map(([path]) => path);
}

/**
 * Lists the files of a package, without those of nested packages.
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
