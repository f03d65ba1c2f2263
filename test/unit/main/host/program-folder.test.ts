import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  fontFolder,
  program,
  programVersion,
  rendererFolder,
  resourcesFolder,
} from '../../../../src/main/host/program-folder.ts';
import { workerFile } from '../../../../src/main/host/worker-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const place = (...names: string[]): string => [sep === '/' ? '' : 'C:', ...names].join(sep);

describe('where the program lies', () => {
  test('running from source, the workers are the sources and exist', () => {
    const here = program();
    expect(here.built).toBe(false);
    expect(existsSync(join(here.folder, 'package.json'))).toBe(true);
    expect(workerFile('inference')).toBe(join(here.folder, 'src/main/inference/worker.ts'));
    expect(existsSync(workerFile('inference'))).toBe(true);
  });

  test('running from the build, entry or shared chunk, the workers lie beside the entries', () => {
    const folder = place('opt', 'loupe');
    for (const file of [['server.js'], ['chunks', 'program-folder-a1b2.js']]) {
      const built = program(place('opt', 'loupe', 'out', 'main', ...file));
      expect(built).toEqual({ folder, built: true });
      expect(workerFile('training', built)).toBe(join(folder, 'out', 'main', 'training-worker.js'));
      expect(workerFile('provider-probe', built)).toBe(join(folder, 'out', 'main', 'provider-probe.js'));
      expect(rendererFolder(built)).toBe(join(folder, 'out', 'renderer'));
    }
  });

  test('the font of reports lies with the packages of the program, from source and from the build', () => {
    expect(existsSync(join(fontFolder(), 'files', 'noto-sans-sc-latin-400-normal.woff'))).toBe(true);
    const folder = realpathSync(temporaryFolder());
    const font = join(folder, 'node_modules', '@fontsource', 'noto-sans-sc');
    mkdirSync(font, { recursive: true });
    writeFileSync(join(font, 'package.json'), '{"name":"@fontsource/noto-sans-sc"}');
    writeFileSync(join(font, 'unicode.json'), '{}');
    for (const file of [['server.js'], ['chunks', 'service-a1b2.js']]) {
      expect(fontFolder(pathToFileURL(join(folder, 'out', 'main', ...file)).href)).toBe(font);
    }
  });

  test('running from source or build, teachers and backbone lie in the project', () => {
    const resources = resourcesFolder(program());
    expect(existsSync(join(resources, 'teachers'))).toBe(true);
    expect(existsSync(join(resources, 'backbone'))).toBe(true);
    const built = program(place('opt', 'loupe', 'out', 'main', 'server.js'));
    expect(resourcesFolder(built)).toBe(place('opt', 'loupe', 'resources'));
  });

  test('packaged by Electron, they lie beside the archive, which native libraries cannot read', () => {
    const archive = place('opt', 'Loupe', 'resources', 'app.asar');
    for (const file of [['index.js'], ['training-worker.js'], ['chunks', 'station-a1b2.js']]) {
      const packaged = program([archive, 'out', 'main', ...file].join(sep));
      expect(resourcesFolder(packaged)).toBe(place('opt', 'Loupe', 'resources'));
      expect(rendererFolder(packaged)).toBe(join(archive, 'out', 'renderer'));
    }
  });

  test('the version is the one of package.json', () => {
    expect(programVersion(program())).toMatch(/^\d+\.\d+\.\d+/);
  });
});
