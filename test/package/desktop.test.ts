import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packDesktop } from '../../scripts/package/build-desktop.mjs';
import { writeGoodImages } from '../support/image-folder.ts';
import { writeStandInElectron } from '../support/package/stand-in-program.ts';
import { runProgram } from '../support/run-program.ts';

// These tests write some hundred megabytes.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/* Tests the desktop's package by electron-builder, with a stand-in for Electron's program. */
describe.skipIf(process.platform !== 'linux')('the package of the desktop', () => {
  let folder: string;
  let resources: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loupe-desktop-'));
    await writeStandInElectron(join(folder, 'electron'));
    await packDesktop({
      electron: join(folder, 'electron'),
      to: join(folder, 'packages'),
      unpacked: true,
      training: false,
    });
    resources = join(folder, 'packages', 'linux-unpacked', 'resources');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has an Electron that is no Node, takes no debugger, and loads the archive alone', async () => {
    const wire = await getCurrentFuseWire(join(folder, 'packages', 'linux-unpacked', 'loupe'));
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    // The fuses' wire has a letter for each fuse.
    const letter = (fuse: FuseV1Options): string => String.fromCharCode(wire[fuse] ?? 0);
    expect(on.map(letter)).toEqual(on.map(() => '1'));
    expect(off.map(letter)).toEqual(off.map(() => '0'));
  });

  it('has the window and the station in the archive, native libraries beside it, nothing of the making', () => {
    const files = listPackage(join(resources, 'app.asar'), { isPack: false });
    for (const name of [
      'main/index.js',
      'main/inference-worker.js',
      'preload/index.cjs',
      'renderer/index.html',
    ]) {
      expect(files).toContain(`/out/${name}`);
    }
    const packages = new Set(files.map((file) => /^\/node_modules\/([^/]+)$/.exec(file)?.[1]));
    for (const name of ['electron', 'vite', 'typescript', 'vue']) expect(packages).not.toContain(name);
    const native = files.filter((file) => /\.(?:node|so(?:\.\d+)*)$/.test(file));
    expect(native.length).toBeGreaterThan(3);
    expect(native.filter((file) => !existsSync(join(resources, 'app.asar.unpacked', file)))).toEqual([]);
  });

  it('trains and inspects with nothing but what the package holds', async () => {
    // Only Electron reads inside an archive. A folder with the archive's name and contents lets Node read it.
    const place = join(folder, 'opened');
    await cp(resources, place, { recursive: true, filter: (path) => !path.includes('app.asar') });
    extractAll(join(resources, 'app.asar'), join(place, 'app.asar'));
    const images = join(folder, 'images');
    await writeGoodImages(images, 6);
    const environment = { STATION_HOME: join(folder, 'home'), NODE_PATH: '' };
    const station = (...words: string[]) =>
      runProgram(join(place, 'app.asar', 'out', 'main', 'cli.js'), words, environment);
    const trained = await station('train', '--images', images, '--name', 'Flange', '--preset', 'instant');
    expect(trained.code, trained.stderr).toBe(0);
    const inspected = await station('inspect', '--product', 'Flange', '--images', images);
    expect(inspected.code, inspected.stderr).toBe(0);
  });
});
