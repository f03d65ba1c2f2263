import { copyFileSync, existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, run } from './run.mjs';

/** If nothing arrives within this time, the release site is unreachable, ms. */
const stall = 20_000;

/**
 * Downloads the library and the addon with the package's own installer.
 *
 * @param {string} packageFolder
 * @param {'cpu' | 'gpu'} variant
 * @returns {Promise<string | undefined>} reason of a failure, or undefined
 */
export async function downloadByPackage(packageFolder, variant) {
  const result = await run(process.execPath, ['scripts/install.js', variant, 'download'], {
    cwd: packageFolder,
    env: withBinaries(join(packageFolder, '..', '..', '.bin')),
    progress: () =>
      size(join(packageFolder, 'deps')) +
      size(join(packageFolder, 'scripts')) +
      size(join(packageFolder, 'lib')) +
      size(join(packageFolder, 'build')),
    stall,
  });
  if (result.code !== 0 || findAddon(packageFolder) === undefined) {
    const reason = /^\w*Error: .*/m.exec(result.output)?.[0] ?? lastLines(result.output, 1);
    return result.ended ?? (reason || 'it left no addon');
  }
  if (process.platform === 'win32') putLibraryBesideAddon(packageFolder);
  return undefined;
}

/** @param {string} packageFolder @returns {string | undefined} the addon's path */
export function findAddon(packageFolder) {
  const folder = join(packageFolder, 'lib');
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).map((name) => join(folder, name, 'tfjs_binding.node'));
  return files.find((file) => existsSync(file));
}

/**
 * Copies tensorflow.dll on Windows, which looks for it beside the addon. The installer puts it into the folder of the
 * running Node's Node-API version, which may differ from the addon's.
 *
 * @param {string} packageFolder
 */
function putLibraryBesideAddon(packageFolder) {
  const library = join(packageFolder, 'deps', 'lib', 'tensorflow.dll');
  const addon = findAddon(packageFolder);
  if (addon === undefined || !existsSync(library)) return;
  const target = join(addon, '..', 'tensorflow.dll');
  if (!existsSync(target)) copyFileSync(library, target);
}

/** Returns an environment with the folder in PATH, since the installer calls node-pre-gyp by its name. @param {string} folder */
function withBinaries(folder) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const separator = process.platform === 'win32' ? ';' : ':';
  return {
    ...process.env,
    [name]: [folder, join(process.execPath, '..'), process.env[name]].join(separator),
  };
}

/** Returns the bytes in a folder, 0 if it is missing. @param {string} path @returns {number} */
function size(path) {
  try {
    const entry = lstatSync(path);
    if (!entry.isDirectory()) return entry.size;
    return readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0);
  } catch {
    return 0;
  }
}
