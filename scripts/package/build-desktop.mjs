import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureElectron } from '../setup/electron-binary.mjs';
import { manifestOf } from '../setup/manifest.mjs';
import { root, toolchain } from '../setup/paths.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { desktopConfiguration } from './desktop-configuration.mjs';
import { placeDesktop } from './payload.mjs';

/**
 * Builds the desktop's packages for this machine's system: AppImage and .deb, NSIS, or dmg.
 *
 * @param {{ to: string, unpacked?: boolean, say: (text: string) => void }} options `unpacked`: only the folder that the
 *   packages would hold
 * @returns {Promise<string>} the packages' folder
 * @throws {SetupError} if Electron's program is unavailable
 */
export async function buildDesktop({ to, unpacked = false, say }) {
  const found = await ensureElectron(say);
  if ('reason' in found) {
    throw new SetupError(
      found.reason,
      'Unpack Electron of the version in package-lock.json and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    );
  }
  await packDesktop({ to, unpacked, electron: electronFolder(found.program) });
  return to;
}

/**
 * @param {{ electron: string, to: string, unpacked: boolean, training?: boolean }} options `electron`: the folder of Electron's
 *   program; `training`: false leaves TensorFlow's library out
 */
export async function packDesktop({ electron, to, unpacked, training = true }) {
  // Imported here, because only packaging of the desktop needs it.
  const { build } = await import('electron-builder');
  // On the disk of node_modules, files can be hard-linked.
  const program = mkdtempSync(join(toolchain, 'desktop-'));
  try {
    placeDesktop({ target: program, version: manifestOf().version, training });
    const electronVersion = manifestOf(join(root, 'node_modules', 'electron')).version;
    const config = desktopConfiguration({ electron, electronVersion, program, to });
    await build({ projectDir: root, dir: unpacked, config });
  } finally {
    rmSync(program, { recursive: true, force: true });
  }
}

/** @param {string} program */
function electronFolder(program) {
  // On macOS the program is inside Electron.app.
  const bundle = program.indexOf('Electron.app/');
  return bundle === -1 ? dirname(program) : program.slice(0, bundle);
}
