import { expect, test } from 'vitest';
import { usedSize } from '../../../../src/renderer/camera/camera-capture.ts';

test.each([
  [1280, 720, 640, 360],
  [1920, 1080, 640, 360],
  [1280, 960, 640, 480],
  [2592, 1944, 640, 480],
  [640, 480, 640, 480],
  [320, 240, 320, 240],
  [4096, 2, 640, 1],
])('a picture of %i × %i is used as %i × %i', (width, height, usedWidth, usedHeight) => {
  expect(usedSize({ width, height })).toEqual({ width: usedWidth, height: usedHeight });
});
