import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findOnPath } from '../../../../../scripts/setup/run.mjs';
import { gstreamerCamera } from '../../../../../src/main/cameras/gstreamer/gstreamer-camera.ts';
import type { Machine } from '../../../../../src/main/cameras/gstreamer/programs.ts';
import { cameraProcesses } from '../../../../support/cameras/gstreamer.ts';
import { camerasMissing, makeVideo, needsCameras } from '../../../../support/cameras/make-video.ts';
import {
  needsRtspServer,
  rtspServerMissing,
  startRtspServer,
} from '../../../../support/cameras/rtsp-server.ts';
import { frameLog, type FrameLog } from '../../../../support/frame-log.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

interface Reading {
  readonly repeats?: boolean;
  readonly machine?: Machine;
  readonly log?: FrameLog;
}

async function read(file: string, { repeats = false, machine = process, log = frameLog() }: Reading = {}) {
  const camera = { kind: 'video-file', file, repeats, pace: 'judged' } as const;
  const source = gstreamerCamera({ camera, password: () => null, machine });
  onTestFinished(await source.start(log));
  return { source, log, said: () => log.problems.map(({ message }) => message) };
}

/** Writes a GStreamer that reads no more than some bytes of pictures, and then fails, saying so or not. */
function breakingGstreamer(folder: string, bytes: number, words: string): Machine {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  const write = (name: string, rest: string): void => {
    const path = join(programs, name);
    writeFileSync(path, `#!/bin/sh\n${findOnPath(name) ?? name} "$@" ${rest}`);
    chmodSync(path, 0o755);
  };
  write('gst-inspect-1.0', '\n');
  write('gst-launch-1.0', `2>/dev/null | head -c ${bytes}\n${words}\nexit 1\n`);
  return { env: { ...process.env, STATION_GSTREAMER: programs }, platform: process.platform };
}

describe.skipIf(camerasMissing !== null)(`a damaged video ${needsCameras}`, () => {
  test('with pictures that cannot be read says so at its end, and how many it gave', async () => {
    const file = await makeVideo(temporaryFolder());
    const bytes = readFileSync(file);
    bytes.fill(0, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2));
    writeFileSync(file, bytes);
    const { source, log, said } = await read(file);
    await source.finished?.();
    expect(log.frames.length).toBeLessThan(20);
    expect(said()).toEqual([
      expect.stringContaining(`is over after ${log.frames.length} pictures. It is damaged`),
    ]);
  });

  test('that cannot be read further ends there, told once, with each picture before it inspected once', async () => {
    const folder = temporaryFolder();
    // Five pictures of 96 × 80 with their headers, and some of the sixth.
    const said = 'echo "ERROR: from element /GstPipeline:pipeline0/x: Could not demultiplex stream." >&2';
    const machine = breakingGstreamer(folder, 120_000, said);
    const { source, log, said: told } = await read(await makeVideo(folder), { machine });
    await source.finished?.();
    expect(log.frames).toHaveLength(5);
    expect(told()).toEqual([
      expect.stringMatching(/breaks off after 5 pictures: .*\(Could not demultiplex stream\.\)$/),
    ]);
  });

  test('whose reader dies at the same place again and again ends there', async () => {
    const folder = temporaryFolder();
    const machine = breakingGstreamer(folder, 120_000, '');
    const { source, log, said } = await read(await makeVideo(folder), { machine });
    await source.finished?.();
    expect(log.frames).toHaveLength(5);
    expect(said()).toEqual([
      expect.stringContaining('tries again by itself'),
      expect.stringContaining('breaks off after 5 pictures'),
    ]);
  });

  test('that repeats begins anew where it breaks off, told once', async () => {
    const folder = temporaryFolder();
    const words = 'echo "ERROR: from element /GstPipeline:pipeline0/x: Could not demultiplex stream." >&2';
    const machine = breakingGstreamer(folder, 120_000, words);
    const { log, said } = await read(await makeVideo(folder), { machine, repeats: true });
    await log.waitForFrames(15);
    expect(said()).toEqual([expect.stringContaining('It begins anew each time')]);
  });

  test('or a whole one whose reader is killed goes on where it was', async () => {
    const file = await makeVideo(temporaryFolder());
    const { promise: gate, resolve: open } = Promise.withResolvers<undefined>();
    const log = frameLog(() => (log.frames.length < 5 ? undefined : gate));
    const { source } = await read(file, { log });
    await log.waitForFrames(5);
    const [pid] = cameraProcesses(file);
    if (pid === undefined) throw new Error('No process reads the video');
    process.kill(pid, 'SIGKILL');
    open(undefined);
    await source.finished?.();
    const pictures = new Set(log.frames.map(({ frame }) => Buffer.from(frame.data).toString('base64')));
    expect([log.frames.length, pictures.size]).toEqual([20, 20]);
  });

  test('on a disk that does not answer is told, and goes on by itself', async () => {
    const folder = temporaryFolder();
    const bytes = readFileSync(await makeVideo(folder));
    const pipe = join(folder, 'pipe.avi');
    execFileSync('mkfifo', [pipe]);
    const disk = spawn('sh', ['-c', 'exec cat > "$0"', pipe], { stdio: ['pipe', 'ignore', 'ignore'] });
    onTestFinished(() => void disk.kill('SIGKILL'));
    disk.stdin.write(bytes.subarray(0, bytes.length / 2));
    const { source, log, said } = await read(pipe);
    await log.waitForProblems(1);
    expect(said()).toEqual([
      expect.stringMatching(/has given no picture for \d+ s\. Check the disk or share/),
    ]);
    const seen = log.frames.length;
    disk.stdin.end(bytes.subarray(bytes.length / 2));
    await source.finished?.();
    expect(seen).toBeLessThan(20);
    expect(log.frames).toHaveLength(20);
    await vi.waitUntil(() => said().some((words) => words.includes('is over after 20 pictures')));
  });
});

test.skipIf(rtspServerMissing !== null)(
  `an IP camera that ends its stream is told, and connected to anew ${needsRtspServer}`,
  async () => {
    const { address } = await startRtspServer(onTestFinished, [], { frames: 20 });
    const camera = { kind: 'rtsp-camera', address, transport: 'tcp', latencyMs: 50 } as const;
    const log = frameLog();
    onTestFinished(await gstreamerCamera({ camera, password: () => null }).start(log));
    await log.waitForProblems(1);
    // GStreamer sees the end of the stream, or first that the connection is gone.
    expect(log.problems[0]?.message).toMatch(/has ended its stream|gives no pictures.*Could not/);
    await log.waitForFrames(log.frames.length + 1);
  },
);
