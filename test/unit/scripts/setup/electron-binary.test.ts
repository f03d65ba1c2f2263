import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  electronEnvironment,
  ensureElectron,
  findElectron,
  tried,
  whyNoSandbox,
} from '../../../../scripts/setup/electron-binary.mjs';
import { tempFolder, writeInto } from '../../../support/temp-folder.ts';

const isLinux = process.platform === 'linux';
const whole = {
  'package.json': '{"version":"45.4.1"}',
  'path.txt': 'electron',
  'dist/electron': '',
  'dist/version': '45.4.1',
};

it.runIf(isLinux)("Electron's program is found where its installer puts it, or where the user says", () => {
  const folder = tempFolder({ ...whole, 'own/electron': '' });
  expect(findElectron({}, folder)).toBe(join(folder, 'dist/electron'));
  const own = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'own') };
  expect(findElectron(own, folder)).toBe(join(folder, 'own/electron'));
  expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder }, folder)).toBeUndefined();
  expect(findElectron({}, join(folder, 'empty'))).toBeUndefined();
});

it.runIf(isLinux)('what the installer has left half-done, or of another version, is not taken', () => {
  const folder = tempFolder(whole);
  writeInto(folder, 'dist/version', 'v45.4.1\n');
  expect(findElectron({}, folder)).toBeDefined();
  writeInto(folder, 'dist/version', '45.4.0');
  expect(findElectron({}, folder)).toBeUndefined();
  for (const part of ['dist/version', 'path.txt', 'dist/electron']) {
    const half = tempFolder(whole);
    rmSync(join(half, part));
    expect(findElectron({}, half), part).toBeUndefined();
  }
});

it('an editor’s ELECTRON_RUN_AS_NODE does not reach Electron, all else does', () => {
  expect(electronEnvironment({ ELECTRON_RUN_AS_NODE: '1', HOME: '/h' })).toEqual({ HOME: '/h' });
  expect(electronEnvironment({ HOME: '/h' })).toEqual({ HOME: '/h' });
});

it.runIf(isLinux)(
  'a program that runs is taken, and one that ends is refused with its last words',
  async () => {
    const folder = tempFolder();
    const runs = writeInto(
      folder,
      'runs',
      '#!/bin/sh\n[ "$1" = --version ] && [ -z "$ELECTRON_RUN_AS_NODE" ]\n',
    );
    expect(await tried(runs)).toEqual({ program: runs });
    const ends = writeInto(folder, 'ends', '#!/bin/sh\necho libnss3.so: cannot open >&2\nexit 127\n');
    expect(await tried(ends)).toEqual({ reason: `${ends} does not run here: libnss3.so: cannot open` });
  },
);

it('a system that lets Chromium make no sandbox is named, with what an administrator does about it', async () => {
  const program = join('/app', 'dist', 'electron');
  const told = [
    'FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found, but is not configured correctly.',
    'FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! Update your kernel',
  ];
  for (const text of told) {
    expect(whyNoSandbox(program, text)).toContain(
      `sudo chmod 4755 "${join('/app', 'dist', 'chrome-sandbox')}"`,
    );
  }
  expect(whyNoSandbox(program, 'error while loading shared libraries')).toBeUndefined();
  if (!isLinux) return;
  const folder = tempFolder();
  const ends = writeInto(folder, 'electron', `#!/bin/sh\necho '${told[0] ?? ''}' >&2\nexit 133\n`);
  expect(await tried(ends)).toMatchObject({ reason: expect.stringContaining('chrome-sandbox') });
});

/** Makes a release site, and Electron's package with an installer of the test's own. */
async function packageWith(installer: string) {
  const site = createServer((_request, response) => response.end());
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void site.close());
  const address = site.address();
  if (address === null || typeof address === 'string') throw new Error('The site has no port');
  const work = tempFolder();
  const folder = tempFolder({ 'package.json': '{"version":"45.4.1"}', 'install.js': installer });
  const env = {
    PATH: process.env['PATH'],
    ELECTRON_MIRROR: `http://127.0.0.1:${address.port}/`,
    npm_config_electron_use_remote_checksums: '1',
  };
  const said: string[] = [];
  return {
    folder,
    work,
    said,
    ensure: () => ensureElectron((text) => said.push(text), { env, folder, work }),
  };
}

it.runIf(isLinux)(
  'the installer is told of proxies, loads into a folder that is cleared, and leaves a program',
  async () => {
    const { folder, work, said, ensure } = await packageWith(`
    const { mkdirSync, writeFileSync } = require('node:fs');
    writeFileSync('env.json', JSON.stringify(process.env));
    writeFileSync(process.env.TMPDIR + '/electron.zip', 'x');
    mkdirSync('dist');
    writeFileSync('dist/electron', '#!/bin/sh\\n', { mode: 0o755 });
    writeFileSync('dist/version', '45.4.1');
    writeFileSync('path.txt', 'electron');`);
    expect(await ensure()).toEqual({ program: join(folder, 'dist/electron') });
    expect(said).toEqual([expect.stringMatching(/^fetching Electron's binary from http/)]);
    const env: unknown = JSON.parse(readFileSync(join(folder, 'env.json'), 'utf8'));
    expect(env).not.toHaveProperty('npm_config_electron_use_remote_checksums');
    expect(env).toMatchObject({ NODE_USE_ENV_PROXY: '1', TMPDIR: expect.stringContaining(work) });
    expect(readdirSync(work)).toEqual([]);
  },
);

it.runIf(isLinux)(
  'a fetch that failed is told with its reason, and not tried again at the next start',
  async () => {
    const { folder, work, ensure } = await packageWith(`
    require('node:fs').appendFileSync('tries', '1');
    throw new Error('getaddrinfo ENOTFOUND release-assets');`);
    const failed = await ensure();
    expect(failed).toMatchObject({ reason: expect.stringContaining('ENOTFOUND release-assets') });
    const again = await ensure();
    expect(again).toMatchObject({ reason: expect.stringContaining('tried within the last day') });
    expect(readFileSync(join(folder, 'tries'), 'utf8')).toBe('1');
    rmSync(join(work, 'electron-unreachable'));
    await ensure();
    expect(readFileSync(join(folder, 'tries'), 'utf8')).toBe('11');
    expect(existsSync(join(work, 'electron-unreachable'))).toBe(true);
  },
);
