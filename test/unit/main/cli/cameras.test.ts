import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stationCameraKinds } from '../../../../src/shared/domain/station-cameras.ts';
import { cameraFrom } from '../../../../src/main/cli/camera-words.ts';
import { camerasMissing, makeVideo, needsCameras } from '../../../support/cameras/make-video.ts';
import { projectFolder } from '../../../support/run-program.ts';
import { openSmallHome } from '../../../support/small-home.ts';

test('words name a camera by its address, and its settings', () => {
  expect(cameraFrom(['rtsp://10.0.0.7/line', 'user=viewer', 'transport=udp'])).toEqual({
    kind: 'rtsp-camera',
    address: 'rtsp://10.0.0.7/line',
    user: 'viewer',
    transport: 'udp',
    latencyMs: 200,
  });
  expect(cameraFrom(['/dev/video2', 'framesPerSecond=7.5'])).toEqual({
    kind: 'v4l2-camera',
    device: '/dev/video2',
    framesPerSecond: 7.5,
  });
  const genicam = ['genicam-camera', 'camera=21876543', 'pixelFormat=Mono8', 'features.BlackLevel=4'];
  expect(
    cameraFrom([...genicam, 'region.x=0', 'region.y=8', 'region.width=640', 'region.height=480']),
  ).toEqual({
    kind: 'genicam-camera',
    camera: '21876543',
    pixelFormat: 'Mono8',
    features: { BlackLevel: 4 },
    region: { x: 0, y: 8, width: 640, height: 480 },
  });
  expect(() => cameraFrom(['Basler-1', 'colour=red'])).toThrow(/colour/);
  expect(() => cameraFrom(['rtsp://viewer:secret@10.0.0.7/line'])).toThrow(/without user and password/);
});

// Each command starts a program, which takes time.
describe.skipIf(camerasMissing !== null)(
  `cameras at the command line ${needsCameras}`,
  { timeout: 240_000 },
  () => {
    test('a video is inspected to its end or so many frames, and gives training pictures', async () => {
      const { folder, json } = await openSmallHome();
      const file = await makeVideo(folder);
      const inspect = ['inspect', '--product', 'Disc', '--camera', file];
      expect(await json(0, ...inspect, 'pace=judged')).toMatchObject({
        frames: { length: 20 },
        problems: [{ code: 'CAMERA_UNAVAILABLE' }],
      });
      expect(await json(0, ...inspect, 'repeats=true', '--frames', '4')).toMatchObject({
        frames: { length: 4 },
      });
      const snapshot = ['images', 'snapshot', '--product', 'Disc', '--count', '2', '--every', '0'];
      expect(await json(0, ...snapshot, '--camera', file)).toMatchObject({
        images: { length: 2 },
        duplicates: 0,
      });
      expect(await json(0, 'images', '--product', 'Disc')).toMatchObject({ counts: { training: 2 } });
    });

    test('the list says what there is and what is missing', async () => {
      const { json } = await openSmallHome();
      expect(await json(0, 'cameras', 'list')).toMatchObject({
        kinds: stationCameraKinds.map((kind) => ({ kind, missing: null })),
      });
    });
  },
);

test('a password comes by standard input, and is not printed', async () => {
  const { home } = await openSmallHome();
  const words = ['src/main/cli.ts', 'cameras', 'password', 'rtsp://10.0.0.7/line', 'viewer', '--json'];
  const { status, stdout } = spawnSync(process.execPath, words, {
    cwd: projectFolder,
    env: { ...process.env, STATION_HOME: home },
    input: 'gate 7\n',
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(stdout).not.toContain('gate 7');
  expect(readFileSync(join(home, 'secrets', 'cameras.json'), 'utf8')).toContain('gate 7');
});
