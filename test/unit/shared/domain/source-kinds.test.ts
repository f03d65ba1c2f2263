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
import { newCamera, stationCameraKinds } from '../../../../src/shared/domain/station-cameras.ts';
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

test('a camera of the station is a stream of appearances, a video one in which no frame is left out', () => {
  for (const kind of stationCameraKinds) {
    expect([sourceKinds[kind].read, sourceKinds[kind].part]).toEqual(['station', 'appearance']);
  }
  expect(stationCameraKinds.filter((kind) => sourceKinds[kind].frames === 'every')).toEqual(['video-file']);
});

test('an address holds no password, and nothing that could be read as something else', () => {
  const isTaken = (address: string): boolean =>
    sourceSchema.safeParse(newCamera('rtsp-camera', address)).success;
  expect(isTaken('rtsp://10.0.0.7:554/line?stream=1&x=!')).toBe(true);
  for (const address of [
    'rtsp://viewer:secret@10.0.0.7/line',
    'rtsp://viewer@10.0.0.7/line',
    'http://10.0.0.7/line',
    'rtsp://10.0.0.7/a b',
    'rtsp://10.0.0.7/"line"',
    'rtsp:///line',
  ]) {
    expect(isTaken(address), address).toBe(false);
  }
  const device = (name: string): boolean => sourceSchema.safeParse(newCamera('v4l2-camera', name)).success;
  expect([device('/dev/video0'), device('/dev/v4l/by-id/usb-Camera_1-video-index0')]).toEqual([true, true]);
  expect([device('/dev/sda'), device('/dev/video0 ! fakesink'), device('/dev/v4l/by-id/../../sda')]).toEqual([
    ...[false, false, false],
  ]);
  const name = (camera: string): boolean =>
    sourceSchema.safeParse(newCamera('genicam-camera', camera)).success;
  expect([name('Basler-21876543'), name('The Imaging Source-123 (2)'), name('192.168.1.20')]).toEqual([
    ...[true, true, true],
  ]);
  expect([name(''), name('a"b'), name('a\b'), name('-h')]).toEqual([false, false, false, false]);
});

test('a source is told from others of its kind by its address', () => {
  expect(addressOf({ kind: 'watched-folder', folder: '/parts' })).toBe('/parts');
  expect(addressOf({ kind: 'window-camera', label: 'Bench camera' })).toBe('Bench camera');
  expect(addressOf({ kind: 'simulated-camera' })).toBeNull();
});

test('the sample product is offered its own camera first, another product never', () => {
  const others = ['window-camera', 'watched-folder', ...stationCameraKinds, 'push'];
  expect(sourceKindsFor({ isSample: true })).toEqual(['simulated-camera', ...others]);
  expect(sourceKindsFor({ isSample: false })).toEqual(others);
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
