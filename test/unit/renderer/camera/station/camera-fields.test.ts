import { expect, test } from 'vitest';
import { cameraOf, draftOf } from '../../../../../src/renderer/camera/station/camera-fields.ts';
import {
  newCamera,
  stationCameraKinds,
  type StationCamera,
} from '../../../../../src/shared/domain/station-cameras.ts';

const cameras: readonly StationCamera[] = [
  {
    kind: 'genicam-camera',
    camera: 'Basler-21876543',
    pixelFormat: 'Mono8',
    exposureUs: 1_500.5,
    gainDb: 0,
    packetSize: 1_500,
    heartbeatMs: 2_000,
    triggerInput: 'Line1',
    framesPerSecond: 7.5,
    region: { x: 8, y: 0, width: 640, height: 480 },
    features: { BlackLevel: '4', Gamma: '0.8' },
  },
  { kind: 'genicam-camera', camera: '192.168.1.20', packetSize: 'auto' },
  { kind: 'v4l2-camera', device: '/dev/video2', width: 1_280, height: 720 },
  { kind: 'rtsp-camera', address: 'rtsp://10.0.0.7/line', user: 'viewer', transport: 'udp', latencyMs: 0 },
  { kind: 'video-file', file: '/srv/parts.avi', repeats: true, pace: 'judged' },
];

test.each(cameras)('the form of a $kind gives the camera that it was made from', (camera) => {
  expect(cameraOf(camera.kind, draftOf(camera))).toEqual(camera);
});

test('a camera without an address, or with a setting that cannot be, is none', () => {
  for (const kind of stationCameraKinds) expect(cameraOf(kind, draftOf(newCamera(kind, '')))).toBeNull();
  const named = draftOf(newCamera('genicam-camera', 'Basler-1'));
  expect(cameraOf('genicam-camera', named)).toEqual({ kind: 'genicam-camera', camera: 'Basler-1' });
  for (const wrong of [
    ...[{ features: 'BlackLevel' }, { features: 'a!b=1' }, { packetSize: 'large' }, { exposureUs: -1 }],
    // A region without a height.
    { 'region.width': 640 },
  ]) {
    expect(cameraOf('genicam-camera', { ...named, ...wrong }), JSON.stringify(wrong)).toBeNull();
  }
});
