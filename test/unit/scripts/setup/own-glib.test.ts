import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { whyNotUsable } from '../../../../scripts/setup/native-modules.mjs';
import { glibNames, separateGlib } from '../../../../scripts/setup/own-glib.mjs';
import { ensurePatchelf, isNewEnough } from '../../../../scripts/setup/patchelf.mjs';
import { run } from '../../../../scripts/setup/run.mjs';
import { tempFolder } from '../../../support/temp-folder.ts';

const project = resolve(import.meta.dirname, '..', '..', '..', '..');
const silent = (): void => undefined;

it('a patchelf is new enough from 0.18 on', () => {
  const versions = ['patchelf 0.17.2', 'patchelf 0.18.0', 'patchelf 0.19.3', 'patchelf 1.0.1', 'no version'];
  expect(versions.map(isNewEnough)).toEqual([false, true, true, true, false]);
});

/** The environment of Electron, whose program loads GObject first, so that its symbols come before those of any other library. */
const beside = { ...process.env, LD_PRELOAD: 'libgobject-2.0.so.0' };
const missing = await whatIsMissing();

/** Returns why this machine cannot try sharp beside the system's GLib; undefined if it can. */
async function whatIsMissing(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'only on Linux';
  const { output } = await run(process.execPath, ['--version'], { env: beside });
  if (output.includes('cannot be preloaded')) return 'libgobject-2.0.so.0 is not on this machine';
  const patchelf = await ensurePatchelf(silent);
  if ('reason' in patchelf) return patchelf.reason;
  const [, library] = sharpFilesOf(project);
  return glibNames(library).length === 0 ? 'sharp has a GLib of its own here already' : undefined;
}

function sharpFilesOf(folder: string): [string, string] {
  const images = join(folder, 'node_modules', '@img');
  const file = (name: string, ending: RegExp): string => {
    const place = join(images, name, 'lib');
    return join(place, readdirSync(place).find((entry) => ending.test(entry)) ?? '');
  };
  const kind = `linux-${process.arch}`;
  return [file(`sharp-${kind}`, /\.node$/), file(`sharp-libvips-${kind}`, /^libvips-cpp/)];
}

describe.skipIf(missing)(`sharp beside the GLib of the system${missing ? `: ${missing}` : ''}`, () => {
  /** Makes a folder with a sharp of its own, as npm installs it. */
  function withSharp(): string {
    const folder = tempFolder();
    const modules = join(folder, 'node_modules');
    mkdirSync(join(modules, '@img'), { recursive: true });
    for (const name of [
      'sharp',
      ...readdirSync(join(project, 'node_modules', '@img')).map((own) => `@img/${own}`),
    ]) {
      cpSync(join(project, 'node_modules', name), join(modules, name), { recursive: true });
    }
    for (const name of ['detect-libc', 'semver']) {
      const there = join(project, 'node_modules', name);
      if (existsSync(there)) symlinkSync(there, join(modules, name));
    }
    return folder;
  }

  it('is refused as it comes, and works when its GLib has names of its own', async () => {
    const folder = withSharp();
    expect(await whyNotUsable('sharp', { folder })).toBeUndefined();
    expect(await whyNotUsable('sharp', { folder, env: beside })).toMatch(/GLib(-GObject)?-CRITICAL/);

    expect(await separateGlib(silent, folder)).toBeUndefined();
    for (const file of sharpFilesOf(folder)) expect(glibNames(file)).toEqual([]);
    expect(await whyNotUsable('sharp', { folder, env: beside })).toBeUndefined();
    expect(await whyNotUsable('sharp', { folder })).toBeUndefined();
    expect(readdirSync(join(folder, 'node_modules', '.cache'))).toEqual(['own-glib.stamp']);
  });

  it('nothing is bound to the system’s GLib any more', async () => {
    const folder = withSharp();
    const bindings = async (): Promise<number> => {
      const trial = join(project, 'scripts/setup/native-trial.mjs');
      const env = { ...beside, LD_DEBUG: 'bindings' };
      const { output } = await run(process.execPath, [trial, folder, 'sharp'], { env });
      return output
        .split('\n')
        .filter((line) => /binding file \S*(sharp|libvips)\S* .*to \S*libg(lib|object)-/.test(line)).length;
    };
    expect(await bindings()).toBeGreaterThan(0);
    await separateGlib(silent, folder);
    expect(await bindings()).toBe(0);
  });

  it('is changed once, and never in place', async () => {
    const folder = withSharp();
    const inodes = (): number[] => sharpFilesOf(folder).map((file) => statSync(file).ino);
    const before = inodes();
    await separateGlib(silent, folder);
    const after = inodes();
    expect(after.filter((inode) => before.includes(inode))).toEqual([]);
    await separateGlib(silent, folder);
    expect(inodes()).toEqual(after);
  });

  it('stays as it was where its files are not what they should be', async () => {
    expect(await separateGlib(silent, tempFolder())).toContain('has no sharp');
    const folder = withSharp();
    const [, library] = sharpFilesOf(folder);
    writeFileSync(library, 'no library');
    expect(await separateGlib(silent, folder)).toContain('cannot be read');
    expect(readFileSync(library, 'utf8')).toBe('no library');
  });
});
