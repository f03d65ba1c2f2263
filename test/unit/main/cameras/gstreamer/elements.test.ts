import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gstreamerFor } from '../../../../../src/main/cameras/gstreamer/elements.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** Makes a folder with a GStreamer that has these elements. */
function gstreamerWith(elements: readonly string[]): string {
  const folder = temporaryFolder();
  const lines = elements.map((element) => `echo 'plugin:  ${element}: What it does'`);
  for (const name of ['gst-launch-1.0', 'gst-inspect-1.0']) {
    writeFileSync(join(folder, name), ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

test('a machine without GStreamer is told the package, or the installer on Windows', async () => {
  const env = { PATH: temporaryFolder() };
  const onDebian = await failureOf(() => gstreamerFor({ kind: 'video-file' }, { env, platform: 'linux' }));
  expect(onDebian.message).toContain('apt-get install gstreamer1.0-tools');
  const onWindows = await failureOf(() => gstreamerFor({ kind: 'video-file' }, { env, platform: 'win32' }));
  expect(onWindows.message).toContain('gstreamer.freedesktop.org');
  expect(onWindows.message).not.toContain('apt-get');
});

test.skipIf(process.platform === 'win32')('each missing element is named with its package', async () => {
  const folder = gstreamerWith(['fdsink', 'videoconvert', 'decodebin', 'bayer2rgb']);
  const machine = { env: { STATION_GSTREAMER: folder }, platform: 'linux' } as const;
  const failure = await failureOf(() => gstreamerFor({ kind: 'genicam-camera' }, machine));
  expect(failure.code).toBe('CAMERA_UNAVAILABLE');
  expect(failure.message).toContain('gdppay, appsrc');
  expect(failure.message).toContain('apt-get install gstreamer1.0-plugins-bad gstreamer1.0-plugins-base');
});

test.skipIf(process.platform === 'win32')('a machine that has all is told where it is', async () => {
  const folder = gstreamerWith(['fdsink', 'videoconvert', 'decodebin', 'gdppay']);
  const machine = { env: { PATH: folder }, platform: 'linux' } as const;
  expect(await gstreamerFor({ kind: 'video-file' }, machine)).toEqual({
    launch: join(folder, 'gst-launch-1.0'),
    inspect: join(folder, 'gst-inspect-1.0'),
    reader: null,
  });
});

test.skipIf(process.platform === 'win32')('what Python lacks is named with its package', async () => {
  const gstreamer = gstreamerWith(['fdsink', 'videoconvert', 'gdppay', 'appsrc', 'bayer2rgb', 'rtspsrc']);
  const path = temporaryFolder();
  const machine = { env: { STATION_GSTREAMER: gstreamer, PATH: path }, platform: 'linux' } as const;
  const message = async (camera: Parameters<typeof gstreamerFor>[0]): Promise<string> =>
    (await failureOf(() => gstreamerFor(camera, machine))).message;
  expect(await message({ kind: 'genicam-camera' })).toMatch(/lacks: Python 3\..*apt-get install python3 /);
  writeFileSync(join(path, 'python3'), '#!/bin/sh\necho Aravis\necho done\n');
  chmodSync(join(path, 'python3'), 0o755);
  expect(await message({ kind: 'genicam-camera' })).toMatch(
    /lacks: Aravis\..*apt-get install gir1\.2-aravis-0\.8\./,
  );
});
