import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { whyNoDesktop, whyNotInElectron } from '../../../../scripts/setup/desktop.mjs';
import { nativePackages } from '../../../../scripts/setup/native-modules.mjs';
import { tempFolder, writeInto } from '../../../support/temp-folder.ts';

const project = resolve(import.meta.dirname, '..', '..', '..', '..');

it('a session without a display has no desktop, and root has none either', () => {
  const machine = { platform: 'linux', root: false };
  expect(whyNoDesktop({ ...machine, env: {} })).toContain('display');
  expect(whyNoDesktop({ ...machine, env: { DISPLAY: ':0' } })).toBeUndefined();
  expect(whyNoDesktop({ ...machine, env: { WAYLAND_DISPLAY: 'wayland-0' }, root: true })).toContain('root');
  expect(whyNoDesktop({ ...machine, env: {}, platform: 'win32' })).toBeUndefined();
  expect(whyNoDesktop({ env: { LOUPE_HOST: 'headless' }, platform: 'win32' })).toContain('LOUPE_HOST');
});

/** Makes a project with packages of this one. */
function projectWith(...names: readonly string[]): string {
  const folder = tempFolder({ 'package-lock.json': '{}' });
  for (const name of names) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(join(place, '..'), { recursive: true });
    symlinkSync(join(project, 'node_modules', name), place);
  }
  return folder;
}

it('every package with native code is really used in the program that stands for Electron', async () => {
  const folder = projectWith(...nativePackages);
  const said: string[] = [];
  const reason = await whyNotInElectron(process.execPath, (text) => said.push(text), { folder });
  expect(reason).toBeUndefined();
  expect(said).toEqual(['trying the native modules in Electron']);
});

it('a package that is missing or ends the process is named, with the program and the reason', async () => {
  const folder = tempFolder({ 'package-lock.json': '{}' });
  const options = { folder, names: ['sharp'] };
  const missing = await whyNotInElectron(process.execPath, () => undefined, options);
  expect(missing).toMatch(/^sharp does not work in .*: Error: Cannot find module 'sharp'/);
  if (process.platform === 'win32') return;
  const crashing = writeInto(folder, 'crashing', '#!/bin/sh\nkill -SEGV $$\n');
  expect(await whyNotInElectron(crashing, () => undefined, options)).toBe(
    `sharp does not work in ${crashing}: SIGSEGV`,
  );
  const warning = writeInto(
    folder,
    'warning',
    '#!/bin/sh\necho "(electron:7): GLib-GObject-CRITICAL **: 12:00:00.0: g_object_unref: assertion \'G_IS_OBJECT\' failed" >&2\n',
  );
  expect(await whyNotInElectron(warning, () => undefined, options)).toContain('GLib-GObject-CRITICAL');
});

it.skipIf(process.platform === 'win32')(
  'the program is asked to act as Node, once for each package, and again only when something is another',
  async () => {
    const folder = tempFolder({ 'package-lock.json': '{}' });
    const calls = join(folder, 'calls');
    const script = (exit: number): string =>
      `#!/bin/sh\necho "$ELECTRON_RUN_AS_NODE $3" >> "${calls}"\necho Error: no >&2\nexit ${exit}\n`;
    const program = writeInto(folder, 'electron', script(0));
    const options = { folder, names: ['one', 'two'], env: { PATH: process.env['PATH'] } };
    const ask = () => whyNotInElectron(program, () => undefined, options);
    expect(await ask()).toBeUndefined();
    expect(await ask()).toBeUndefined();
    expect(readFileSync(calls, 'utf8')).toBe('1 one\n1 two\n');
    writeInto(folder, 'package-lock.json', '{"changed":true}');
    expect(await ask()).toBeUndefined();
    expect(readFileSync(calls, 'utf8')).toBe('1 one\n1 two\n'.repeat(2));

    writeInto(folder, 'electron', script(1));
    const refusal = `one does not work in ${program}: Error: no`;
    expect(await ask()).toBe(refusal);
    const stamp = join(folder, 'node_modules', '.cache', 'in-electron.json');
    expect(await ask()).toBe(`${refusal} (tried before; delete ${stamp} to try again)`);
    expect(readFileSync(calls, 'utf8')).toBe(`${'1 one\n1 two\n'.repeat(2)}1 one\n`);
  },
);
