import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { missingElements } from '../../../src/main/cameras/gstreamer/elements.ts';
import { findGstreamer, type Machine } from '../../../src/main/cameras/gstreamer/programs.ts';
import { stationCameraKinds } from '../../../src/shared/domain/station-cameras.ts';
import { findOnPath } from '../../../scripts/setup/run.mjs';

const runFile = promisify(execFile);

/** Why tests with real cameras cannot run on this machine; null where they can. */
export const camerasMissing = await reasonWithoutCameras();
/** For the titles of tests that need them. */
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

/** Why no GigE Vision camera can be simulated here; null where it can. */
export const simulatorMissing =
  camerasMissing ??
  (findOnPath('arv-fake-gv-camera-0.8') === undefined ? 'aravis-tools is not installed' : null);
export const needsSimulator = simulatorMissing === null ? '' : `(skipped: ${simulatorMissing})`;

/** Makes a video of moving pictures, or of those of one pattern. @returns its path */
export async function makeVideo(
  folder: string,
  { name = 'parts.avi', frames = 20, width = 96, height = 80, pattern = 'ball' } = {},
): Promise<string> {
  const file = join(folder, name);
  await runFile('gst-launch-1.0', [
    ...['-q', 'videotestsrc', `num-buffers=${frames}`, `pattern=${pattern}`],
    ...['!', `video/x-raw,format=I420,width=${width},height=${height},framerate=10/1`],
    ...['!', 'jpegenc', '!', 'avimux', '!', 'filesink', `location=${file}`],
  ]);
  return file;
}

/** Processes that read cameras for this one, by a word in their arguments. */
export function cameraProcesses(word: string): number[] {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  return children
    .split('\n')
    .filter((line) => line.includes('gdppay') && line.includes(word))
    .map((line) => Number.parseInt(line, 10));
}

/**
 * A GigE Vision camera on this machine, until the end of the test: 320 × 240 pixels, 10 a second.
 *
 * As root aravis reads the network's packets themselves, where it does not see what this machine sends to itself: GStreamer runs as
 * another user then.
 */
export function simulateGigeCamera(folder: string): { name: string; machine: Machine } {
  const serial = `T${process.pid}`;
  const simulator = spawn('arv-fake-gv-camera-0.8', ['-i', '127.0.0.1', '-s', serial], { stdio: 'ignore' });
  onTestFinished(() => void simulator.kill('SIGKILL'));
  const name = `Aravis-Fake-${serial}`;
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  // The other user has to keep what GStreamer finds out about its plug-ins.
  chmodSync(folder, 0o777);
  const asOther = process.getuid?.() === 0 ? 'setpriv --reuid=65534 --regid=65534 --clear-groups ' : '';
  for (const program of ['gst-launch-1.0', 'gst-inspect-1.0']) {
    const path = join(programs, program);
    writeFileSync(
      path,
      `#!/bin/sh\nexport GST_REGISTRY='${folder}/registry'\nexec ${asOther}${findOnPath(program) ?? program} "$@"\n`,
    );
    chmodSync(path, 0o755);
  }
  return {
    name,
    machine: { env: { ...process.env, STATION_GSTREAMER: programs }, platform: process.platform },
  };
}
