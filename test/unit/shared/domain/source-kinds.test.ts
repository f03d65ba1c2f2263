import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  addressOf,
  sourceKinds,
  sourceKindsFor,
  sourceSchema,
  usualSourceKind,
} from '../../../../src/shared/domain/source-kinds.ts';
import { projectFolder } from '../../../support/run-program.ts';

const kinds = Object.keys(sourceKinds);

test('every kind of source has its traits, and no other has', () => {
  const known = sourceSchema.options.map(({ shape }) => shape.kind.value);
  expect(kinds.toSorted()).toEqual(known.toSorted());
});

test('a camera of the window is a stream of appearances, a folder is parts that are never dropped', () => {
  const { 'window-camera': camera, 'watched-folder': folder, 'simulated-camera': simulated } = sourceKinds;
  expect([camera.read, camera.frames, camera.part]).toEqual(['window', 'latest', 'appearance']);
  expect([folder.read, folder.frames, folder.part]).toEqual(['station', 'every', 'frame']);
  expect([simulated.read, simulated.frames, simulated.part]).toEqual(['station', 'latest', 'frame']);
});

test('a source is told from others of its kind by its address', () => {
  expect(addressOf({ kind: 'watched-folder', folder: '/parts' })).toBe('/parts');
  expect(addressOf({ kind: 'window-camera', label: 'Bench camera' })).toBe('Bench camera');
  expect(addressOf({ kind: 'simulated-camera' })).toBeNull();
});

test('the sample product is offered its own camera first, another product never', () => {
  expect(sourceKindsFor({ isSample: true })).toEqual(['simulated-camera', 'window-camera', 'watched-folder']);
  expect(sourceKindsFor({ isSample: false })).toEqual(['window-camera', 'watched-folder']);
  expect(sourceKindsFor({ isSample: false })[0]).toBe(usualSourceKind);
});

test('nothing but the table says what a kind is: no source is compared with the name of a kind', () => {
  const compared = new RegExp(
    `(case|[!=]==?)\\s*['"](${kinds.join('|')})['"]|['"](${kinds.join('|')})['"]\\s*[!=]==?`,
  );
  expect("if (source.kind === 'watched-folder')").toMatch(compared);
  const files = globSync('src/**/*.{ts,vue}', { cwd: projectFolder });
  expect(files.length).toBeGreaterThan(500);
  const found = files.filter((file) => compared.test(readFileSync(join(projectFolder, file), 'utf8')));
  expect(found).toEqual([]);
});
