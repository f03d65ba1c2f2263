import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  gstreamerCamera,
  type GstreamerCameraOptions,
} from '../../../../../src/main/cameras/gstreamer/gstreamer-camera.ts';
import type { StationCamera } from '../../../../../src/shared/domain/station-cameras.ts';
import {
  cameraProcesses,
  needsSimulator,
  simulateGigeCamera,
  simulatorMissing,
} from '../../../../support/cameras/gstreamer.ts';
import { camerasMissing, makeVideo, needsCameras } from '../../../../support/cameras/make-video.ts';
import {
  needsRtspServer,
  rtspServerMissing,
  startRtspServer,
} from '../../../../support/cameras/rtsp-server.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { frameLog, type FrameLog } from '../../../../support/frame-log.ts';
import { projectFolder } from '../../../../support/run-program.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** Number of kills of a process, and longest time until pictures come back on a busy machine, milliseconds. */
const kills = Number(process.env['STATION_CAMERA_KILLS'] ?? 2);
const back = 30_000;

async function run(
  camera: StationCamera,
  options: Partial<Omit<GstreamerCameraOptions, 'camera'>> = {},
  log: FrameLog = frameLog(),
) {
  const source = gstreamerCamera({ camera, password: () => null, ...options });
  const stop = await source.start(log);
  onTestFinished(stop);
  return { source, stop, log };
}

/** Returns whether a process runs; a zombie does not. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

/** Lists the processes whose arguments or environment show the words to other users of the machine. */
function processesThatShow(words: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`])
    .filter((file) => {
      try {
        return readFileSync(file, 'utf8').replaceAll('\0', ' ').includes(words);
      } catch {
        // The process has ended or belongs to another user.
        return false;
      }
    });
}

/** Kills a camera's reading process repeatedly; pictures must come back each time. */
async function survivesKills(word: string, log: FrameLog): Promise<void> {
  for (let kill = 1; kill <= kills; kill++) {
    // After this many frames the connection counts as one that worked.
    await log.waitForFrames(log.frames.length + 12);
    const [pid] = cameraProcesses(word);
    if (pid === undefined) throw new Error('No process reads the camera');
    const seen = log.frames.length;
    process.kill(pid, 'SIGKILL');
    await vi.waitUntil(() => !cameraProcesses(word).includes(pid), back);
    await vi.waitUntil(() => log.frames.length > seen + 1, back);
    expect(log.problems).toHaveLength(kill);
    expect(log.problems.at(-1)).toMatchObject({ code: 'CAMERA_UNAVAILABLE' });
  }
}

describe.skipIf(camerasMissing !== null)(`a video ${needsCameras}`, () => {
  test('gives each frame once, and says when it is over', async () => {
    const file = await makeVideo(temporaryFolder());
    const { source, log } = await run({ kind: 'video-file', file, repeats: false, pace: 'judged' });
    await source.finished?.();
    expect(log.frames).toHaveLength(20);
    const [first] = log.frames;
    expect(first?.frame).toMatchObject({ width: 96, height: 80 });
    expect(first?.frame.data).toHaveLength(96 * 80 * 3);
    expect(log.problems.map(({ message }) => message)).toEqual([expect.stringContaining('is over')]);
  });

  test('begins anew at its end where it repeats', async () => {
    const file = await makeVideo(temporaryFolder());
    const { log } = await run({ kind: 'video-file', file, repeats: true, pace: 'judged' });
    await log.waitForFrames(45);
    expect(log.problems).toEqual([]);
  });

  test('waits while a frame is looked at, and leaves none out', async () => {
    const file = await makeVideo(temporaryFolder(), { frames: 300 });
    const { promise: gate, resolve: open } = Promise.withResolvers<undefined>();
    const log = frameLog(() => gate);
    const { source } = await run({ kind: 'video-file', file, repeats: false, pace: 'judged' }, {}, log);
    await log.waitForFrames(1);
    open(undefined);
    await source.finished?.();
    expect(log.frames).toHaveLength(300);
    expect(log.frames.every(({ droppedBefore }) => droppedBefore === 0)).toBe(true);
  });

  test('is read whatever its name: no name becomes an element of the pipeline', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a"b! fakesink name=\\"x\\" \\ d\'e $HOME.avi');
    copyFileSync(await makeVideo(folder), file);
    const { source, log } = await run({ kind: 'video-file', file, repeats: false, pace: 'judged' });
    await source.finished?.();
    expect(log.frames).toHaveLength(20);
  });

  test('whose pictures change their size is told, and goes on', async () => {
    const folder = temporaryFolder();
    const pictures = [
      readFileSync(await makeVideo(folder, { name: 'wide.mjpg', frames: 5 })),
      readFileSync(await makeVideo(folder, { name: 'small.mjpg', frames: 5, width: 64, height: 48 })),
    ];
    const file = join(folder, 'both.mjpg');
    writeFileSync(file, Buffer.concat(pictures));
    const { source, log } = await run({ kind: 'video-file', file, repeats: false, pace: 'judged' });
    await source.finished?.();
    expect(log.frames.map(({ frame }) => frame.width)).toEqual([...Array(5).fill(96), ...Array(5).fill(64)]);
    const said = ['pictures of 64 × 48 pixels now, before of 96 × 80', 'is over'];
    expect(log.problems.map(({ message }) => message)).toEqual(
      said.map((part): unknown => expect.stringContaining(part)),
    );
  });

  test('that is not there is named at the start, as is a file that is no video', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'none.avi');
    const start = (path: string) =>
      failureOf(() => run({ kind: 'video-file', file: path, repeats: true, pace: 'judged' }));
    expect(await start(file)).toMatchObject({
      code: 'CAMERA_UNAVAILABLE',
      message: expect.stringMatching(/none\.avi.*not there/),
    });
    expect(await start(import.meta.filename)).toMatchObject({ code: 'CAMERA_UNAVAILABLE' });
    expect(cameraProcesses('filesrc')).toEqual([]);
  });

  test('no process is left when the source has stopped', async () => {
    const file = await makeVideo(temporaryFolder());
    const { stop, log } = await run({ kind: 'video-file', file, repeats: true, pace: 'recorded' });
    await log.waitForFrames(1);
    expect(cameraProcesses(file)).toHaveLength(1);
    await stop();
    const seen = log.frames.length;
    expect(cameraProcesses(file)).toEqual([]);
    expect(log.frames).toHaveLength(seen);
  });

  test('no process is left when the station is killed', async () => {
    const file = await makeVideo(temporaryFolder());
    const program = join(projectFolder, 'test/support/programs/read-camera.ts');
    const station = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void station.kill('SIGKILL'));
    await once(station.stdout, 'data');
    expect(cameraProcesses(file, station.pid)).toHaveLength(1);
    const [reader] = cameraProcesses(file, station.pid);
    station.kill('SIGKILL');
    await vi.waitUntil(() => reader !== undefined && !isRunning(reader), back);
  });
});

describe.skipIf(rtspServerMissing !== null)(`an IP camera ${needsRtspServer}`, () => {
  const camera = (address: string) =>
    ({ kind: 'rtsp-camera', address, transport: 'tcp', latencyMs: 50 }) satisfies StationCamera;

  test('gives its newest picture, and comes back when the process that reads it is killed', async () => {
    const { address } = await startRtspServer(onTestFinished);
    const { log } = await run(camera(address));
    await survivesKills(address, log);
    expect(log.frames[0]?.frame).toMatchObject({ width: 96, height: 80 });
  });

  test('counts the frames that come while one is looked at as dropped', async () => {
    const { address } = await startRtspServer(onTestFinished);
    const { promise: gate, resolve: open } = Promise.withResolvers<undefined>();
    const log = frameLog(({ droppedBefore }) => (droppedBefore === 0 ? gate : undefined));
    await run(camera(address), {}, log);
    await log.waitForFrames(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    open(undefined);
    await vi.waitUntil(() => log.frames.some(({ droppedBefore }) => droppedBefore > 0), back);
  });

  test('that falls silent is told, and tried again until it speaks', async () => {
    const server = await startRtspServer(onTestFinished);
    const { log } = await run(camera(server.address));
    await log.waitForFrames(5);
    server.hang();
    await log.waitForProblems(1);
    expect(log.problems[0]?.message).toMatch(/has given no picture for \d+ s/);
    server.end();
  });

  test('is asked with the password that the station keeps, which is in no message and no list of processes', async () => {
    const { address } = await startRtspServer(onTestFinished, ['viewer', 'gate+7 opens']);
    const asViewer: StationCamera = { ...camera(address), user: 'viewer' };
    const { log } = await run(asViewer, { password: () => 'gate+7 opens' });
    await log.waitForFrames(2);
    expect(cameraProcesses(address)).toHaveLength(1);
    expect(processesThatShow('gate+7 opens')).toEqual([]);
    const failure = await failureOf(() => run(asViewer, { password: () => 'wrong "one" !' }));
    expect(failure).toMatchObject({
      code: 'CAMERA_UNAVAILABLE',
      message: expect.stringContaining('refuses user or password'),
    });
    expect(JSON.stringify([failure.message, failure.detail])).not.toMatch(/wrong/);
  });
});

test.skipIf(camerasMissing !== null)(
  `an address that takes the connection and never answers does not hang the start ${needsCameras}`,
  async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const bound = server.address();
    const port = typeof bound === 'object' ? bound?.port : undefined;
    const address = `rtsp://127.0.0.1:${port}/line`;
    const failure = await failureOf(() =>
      run({ kind: 'rtsp-camera', address, transport: 'tcp', latencyMs: 50 }),
    );
    expect(failure).toMatchObject({ code: 'CAMERA_UNAVAILABLE', message: expect.stringContaining(address) });
  },
);

const simulated = {
  kind: 'genicam-camera',
  pixelFormat: 'Mono8',
  region: { x: 0, y: 0, width: 320, height: 240 },
} as const;

// A test with a simulated camera may have to wait for another one.
describe.skipIf(simulatorMissing !== null)(
  `a GigE Vision camera ${needsSimulator}`,
  { timeout: 180_000 },
  () => {
    test('gives pictures as it is set, and comes back when the process that reads it is killed', async () => {
      const { name, machine } = await simulateGigeCamera(temporaryFolder(), onTestFinished);
      const camera: StationCamera = { ...simulated, camera: name, framesPerSecond: 10, exposureUs: 15_000 };
      const { log, stop } = await run(camera, { machine });
      await survivesKills(name, log);
      await stop();
      const colours = await run({ ...camera, pixelFormat: 'BayerRG8' }, { machine });
      await colours.log.waitForFrames(1);
      await colours.stop();
      const deep = await run({ ...camera, pixelFormat: 'Mono16' }, { machine });
      await deep.log.waitForFrames(1);
      expect(deep.log.frames[0]?.frame).toMatchObject({ width: 320, height: 240 });
      await deep.stop();
      const wrong: StationCamera = { ...camera, features: { Nonsense: 'On' } };
      expect(await failureOf(() => run(wrong, { machine }))).toMatchObject({
        message: expect.stringContaining('does not offer these settings'),
      });
    });

    test('whose trigger pauses for six seconds loses no part: it is waited for without a limit', async () => {
      const { name, machine } = await simulateGigeCamera(temporaryFolder(), onTestFinished);
      const { log } = await run(
        {
          ...simulated,
          camera: name,
          triggerInput: 'Line0',
          // The simulator has no input: a frame each 6.25 s by its own clock stands for the trigger.
          features: { TriggerMode: 'Off', AcquisitionFrameRate: 0.16 },
        },
        { machine },
      );
      const [reader] = cameraProcesses(name);
      await vi.waitUntil(() => log.frames.length >= 3, 60_000);
      // The simulator's first pixel is the number of its frame.
      const numbers = log.frames.map(({ frame }) => frame.data[0] ?? 0);
      const [first = 0] = numbers;
      expect(numbers).toEqual(numbers.map((_, index) => (first + index) % 255));
      expect(log.problems).toEqual([]);
      expect(cameraProcesses(name)).toEqual([reader]);
    });

    test('that waits for its trigger is not taken for silent', async () => {
      const { name, machine } = await simulateGigeCamera(temporaryFolder(), onTestFinished);
      const { log } = await run({ ...simulated, camera: name, triggerInput: 'Software' }, { machine });
      expect(log.frames).toEqual([]);
      expect(log.problems).toEqual([]);
    });
  },
);
