import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

/** @import { Configuration } from 'electron-builder' */

/** The application's id on Windows, the same as in `src/main/electron/start-desktop.ts`. */
export const applicationId = 'Loupe.Station';

/**
 * Restrictions of the packaged Electron. No environment variable turns it into a plain Node, it accepts no Node options
 * and no debugger, and it loads the program only from its archive, whose hash it checks on systems that support that.
 *
 * @type {NonNullable<Configuration['electronFuses']>}
 */
export const fuses = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

/** Native libraries, which the system opens as separate files. */
const unpacked = [
  '**/*.node',
  '**/node_modules/@img/**',
  '**/node_modules/onnxruntime-node/bin/**',
  '**/node_modules/@tensorflow/tfjs-node/{deps,lib}/**',
];

/**
 * Returns electron-builder's configuration for the desktop's packages.
 *
 * @param {{ electron: string, electronVersion: string, program: string, to: string }} options `electron`: the folder of Electron's
 *   program; `program`: contents of the archive (`placeDesktop`); `to`: folder for the packages
 * @returns {Configuration}
 */
export function desktopConfiguration({ electron, electronVersion, program, to }) {
  return {
    appId: applicationId,
    productName: 'Loupe',
    copyright: 'The Loupe project, Apache-2.0',
    directories: { app: program, output: to, buildResources: join(root, 'packaging', 'desktop') },
    electronDist: electron,
    electronVersion,
    electronFuses: fuses,
    // The set-up has installed the native modules for Node-API, which Electron supports too.
    npmRebuild: false,
    asar: true,
    asarUnpack: unpacked,
    files: ['out/**', 'package.json'],
    // Beside the archive, because native libraries open these files, too (resourcesFolder in src/main/host/program-folder.ts).
    extraResources: [
      { from: 'resources', to: '.' },
      ...['LICENSE', 'THIRD_PARTY_NOTICES.md'].map((file) => ({ from: file, to: file })),
    ],
    icon: join(root, 'resources', 'icon.png'),
    artifactName: 'loupe-desktop_${version}_${os}_${arch}.${ext}',
    linux: {
      target: ['AppImage', 'deb'],
      category: 'Science',
      executableName: 'loupe',
      maintainer: 'The Loupe project <loupe@localhost>',
      synopsis: 'Visual-inspection station that learns from good images only',
    },
    deb: { packageName: 'loupe-desktop' },
    win: { target: ['nsis'] },
    nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true },
    mac: {
      target: ['dmg'],
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
      entitlements: join(root, 'packaging', 'desktop', 'entitlements.mac.plist'),
      entitlementsInherit: join(root, 'packaging', 'desktop', 'entitlements.mac.plist'),
      extendInfo: { NSCameraUsageDescription: 'Loupe inspects the parts that the camera shows.' },
    },
    publish: null,
  };
}
