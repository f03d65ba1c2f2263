import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  electronEnvironment,
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
