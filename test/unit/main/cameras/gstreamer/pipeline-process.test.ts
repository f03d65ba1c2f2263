import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { gstreamerCamera } from '../../../../../src/main/cameras/gstreamer/gstreamer-camera.ts';
import type { StationCamera } from '../../../../../src/shared/domain/station-cameras.ts';
import { hangingGstreamer } from '../../../../support/cameras/hanging-gstreamer.ts';
import { camerasMissing, needsCameras } from '../../../../support/cameras/make-video.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { frameLog } from '../../../../support/frame-log.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('a start that is given up ends, though what the reading process started holds its pipes open', async () => {
  const { programs, hangs } = hangingGstreamer(temporaryFolder(), 'read');
  const machine = { env: { STATION_GSTREAMER: programs }, platform: process.platform };
  const address = 'rtsp://127.0.0.1:9/line';
  const camera: StationCamera = { kind: 'rtsp-camera', address, transport: 'tcp', latencyMs: 50 };
  const log = frameLog();
  const ending = new AbortController();
  const starting = gstreamerCamera({ camera, password: () => null, machine }).start(
    frameLog(),
    ending.signal,
  );
  await vi.waitUntil(() => existsSync(hangs), 30_000);
  ending.abort();
  const stop = await starting;
  await stop();
  expect(log.frames).toEqual([]);
});

test.skipIf(camerasMissing !== null)(
  `what is no video is refused with what to do, also a pipe that nobody writes to ${needsCameras}`,
  async () => {
    const folder = temporaryFolder();
    const [text, pipe] = [join(folder, 'text.mp4'), join(folder, 'pipe.avi')];
    writeFileSync(text, 'no video');
    execFileSync('mkfifo', [pipe]);
    for (const file of [text, pipe]) {
      const camera: StationCamera = { kind: 'video-file', file, repeats: false, pace: 'judged' };
      const source = gstreamerCamera({ camera, password: () => null });
      expect(await failureOf(() => source.start(frameLog()))).toMatchObject({
        code: 'CAMERA_UNAVAILABLE',
        message: expect.stringContaining('It is no video, or damaged. Choose another one.'),
      });
    }
  },
);
