import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readerFor } from '../../../src/main/cameras/gstreamer/camera-reader.ts';
import type { Machine } from '../../../src/main/cameras/gstreamer/programs.ts';
import { messageOf } from '../../../src/shared/domain/station-error.ts';
import { camerasMissing } from './make-video.ts';
import { findOnPath } from '../../../scripts/setup/run.mjs';

/** Reason why this machine cannot simulate a GigE Vision camera; null if it can. */
export const simulatorMissing =
  camerasMissing ??
  (findOnPath('arv-fake-gv-camera-0.8') === undefined ? 'aravis-tools is not installed' : null) ??
  (await readerFor({ kind: 'genicam-camera' }, process).then(() => null, messageOf));
export const needsSimulator = simulatorMissing === null ? '' : `(skipped: ${simulatorMissing})`;

/** Returns the ids of camera processes of a parent, found by a word in their arguments. */
export function cameraProcesses(word: string, parent = process.pid): number[] {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], {
    encoding: 'utf8',
  });
  return children
    .split('\n')
    .filter((line) => /gdppay|read-camera\.py/.test(line) && line.includes(word))
    .map((line) => Number.parseInt(line, 10));
}

/** Whether a program of this machine listens for those who look for GigE Vision cameras, at UDP port 3956 of loopback. */
function isPortTaken(): boolean {
  return /^ *\d+: 0100007F:0F74 /m.test(readFileSync('/proc/net/udp', 'utf8'));
}

/** Waits for this test's turn: GigE Vision has one port, so one simulated camera can run at a time. */
async function ownTurn(atEnd: (end: () => void) => void): Promise<void> {
  const turn = createServer();
  for (let isMine = false; !isMine;) {
    turn.listen(3956, '127.0.0.1');
    isMine = await once(turn, 'listening').then(
      () => true,
      () => false,
    );
    if (!isMine) await sleep(250);
  }
  atEnd(() => void turn.close());
}

/**
 * Runs a GigE Vision camera on this machine until the test ends: 320 × 240 pixels, 10 frames a second.
 *
 * As root, aravis reads raw packets from the network and misses those that this machine sends to itself. GStreamer therefore
 * runs as another user then.
 */
export async function simulateGigeCamera(
  folder: string,
  atEnd: (end: () => Promise<void> | void) => void,
): Promise<{ name: string; machine: Machine }> {
  await ownTurn(atEnd);
  const serial = `T${process.pid}`;
  const simulator = spawn('arv-fake-gv-camera-0.8', ['-i', '127.0.0.1', '-s', serial], { stdio: 'ignore' });
  const ended = once(simulator, 'exit');
  // The next one's turn begins when this one has left the port.
  atEnd(async () => {
    simulator.kill('SIGKILL');
    await ended;
  });
  // Whoever asks before it listens finds no camera.
  while (!isPortTaken()) {
    if (simulator.exitCode !== null) throw new Error(`The simulated camera ended with ${simulator.exitCode}`);
    await sleep(50);
  }
  const name = `Aravis-Fake-${serial}`;
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  // GStreamer, run by the other user, has to store its list of plug-ins here.
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
