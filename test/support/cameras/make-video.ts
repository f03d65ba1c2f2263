import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { missingElements } from '../../../src/main/cameras/gstreamer/elements.ts';
import { findGstreamer } from '../../../src/main/cameras/gstreamer/programs.ts';
import { stationCameraKinds } from '../../../src/shared/domain/station-cameras.ts';

const runFile = promisify(execFile);

/** Reason why tests with real cameras cannot run on this machine; null if they can. */
export const camerasMissing = await reasonWithoutCameras();
/** Suffix for the titles of tests that need real cameras. */
export const needsCameras = camerasMissing === null ? '' : `(skipped: ${camerasMissing})`;

async function reasonWithoutCameras(): Promise<string | null> {
  if (process.platform !== 'linux') return 'the peers are programs of Linux';
  const programs = findGstreamer(process);
  if (programs === null) return 'GStreamer is not installed';
  for (const kind of stationCameraKinds) {
    const [missing] = await missingElements(programs, kind);
    if (missing) return `${missing.package} is not installed`;
  }
  return null;
}

/** Makes a video of moving pictures, or of one pattern; a `.mjpg` file holds bare pictures. @returns its path */
export async function makeVideo(
  folder: string,
  { name = 'parts.avi', frames = 20, width = 96, height = 80, pattern = 'ball' } = {},
): Promise<string> {
  const file = join(folder, name);
  await runFile('gst-launch-1.0', [
    ...['-q', 'videotestsrc', `num-buffers=${frames}`, `pattern=${pattern}`],
    ...['!', `video/x-raw,format=I420,width=${width},height=${height},framerate=10/1`],
    ...['!', 'jpegenc', ...(name.endsWith('.mjpg') ? [] : ['!', 'avimux'])],
    ...['!', 'filesink', `location=${file}`],
  ]);
  return file;
}
