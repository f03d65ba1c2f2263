import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { decodeImage } from '../../src/main/images/decode-image.ts';
import type { LiveOutcome, ToWindow } from '../../src/shared/contract/live.ts';
import type { StationCamera } from '../../src/shared/domain/station-cameras.ts';
import {
  cameraProcesses,
  needsSimulator,
  simulateGigeCamera,
  simulatorMissing,
} from '../support/cameras/gstreamer.ts';
import { camerasMissing, makeVideo, needsCameras } from '../support/cameras/make-video.ts';
import { needsRtspServer, rtspServerMissing, startRtspServer } from '../support/cameras/rtsp-server.ts';
import { openWatchedLine } from '../support/watched-line.ts';

/** Longest time until a killed camera's pictures come back on a busy machine, milliseconds. */
const back = 30_000;
const password = 'gate+7 opens';

const outcomes = (heard: readonly ToWindow[]): LiveOutcome[] =>
  heard.filter((message) => message.kind === 'result' || message.kind === 'uninspected');
const problems = (heard: readonly ToWindow[]): string[] =>
  heard.filter((message) => message.kind === 'problem').map(({ message }) => message);

describe.skipIf(camerasMissing !== null)(`a video as the source ${needsCameras}`, () => {
  test('each of its frames is inspected and counted, and the station says when it is over', async () => {
    const { client, folder, heard, products, bugs } = await openWatchedLine();
    const [{ productId }] = products;
    const file = await makeVideo(folder);
    const source = { kind: 'video-file', file, repeats: false, pace: 'judged' } as const;
    const { id: sessionId } = await client.inspection.start({ productId, source });
    await client.inspection.caughtUp({ sessionId });
    const { counts, source: told } = await client.inspection.stop({ sessionId });
    expect(told).toEqual(source);
    expect(outcomes(heard)).toHaveLength(20);
    const { dropped, ...verdicts } = counts;
    expect(Object.values(verdicts).reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(dropped).toBe(0);
    expect(problems(heard)).toEqual([expect.stringContaining('is over')]);
    expect(bugs).toEqual([]);
  });

  test('its pictures come into the images as they are inspected, those of the same content once', async () => {
    const { client, folder, products, station } = await openWatchedLine();
    const [{ productId }] = products;
    const camera = {
      kind: 'video-file',
      file: await makeVideo(folder),
      repeats: true,
      pace: 'judged',
    } as const;
    const before = await client.datasets.counts({ productId });
    const order = { productId, camera, count: 3, everyMs: 0 };
    const { images, duplicates } = await client.cameras.snapshot(order);
    expect([images.length, duplicates]).toEqual([3, 0]);
    expect(images[0]).toMatchObject({ width: 96, height: 80, origin: 'camera', purpose: 'training' });
    expect((await client.datasets.counts({ productId })).training).toBe(before.training + 3);
    const again = await client.cameras.snapshot(order);
    expect([again.images.length, again.duplicates]).toEqual([0, 3]);
    const [first] = images;
    const bytes = readFileSync(join(station.paths.images, `${first?.sha256}.png`));
    expect(await decodeImage(bytes, 'snapshot')).toMatchObject({ width: 96, height: 80 });
  });

  test('a preview shows it, and leaves no process behind', async () => {
    const { client, folder } = await openWatchedLine();
    const file = await makeVideo(folder);
    const camera = { kind: 'video-file', file, repeats: true, pace: 'recorded' } as const;
    const ending = new AbortController();
    for await (const event of await client.cameras.preview({ camera }, { signal: ending.signal })) {
      expect(event).toMatchObject({ kind: 'picture', width: 96, height: 80 });
      if (event.kind === 'picture') {
        expect(await decodeImage(Buffer.from(event.jpeg, 'base64'), 'preview')).toMatchObject({ width: 96 });
      }
      break;
    }
    ending.abort();
    await vi.waitUntil(() => cameraProcesses(file).length === 0, back);
  });

  test('a camera that is not there keeps no inspection, and is named', async () => {
    const { client, folder, products } = await openWatchedLine();
    const [{ productId }] = products;
    const file = join(folder, 'none.avi');
    const source = { kind: 'video-file', file, repeats: false, pace: 'judged' } as const;
    const refused = { code: 'CAMERA_UNAVAILABLE', message: expect.stringContaining(file) };
    await expect(client.inspection.start({ productId, source })).rejects.toMatchObject(refused);
    expect(await client.inspection.current()).toBeNull();
    await expect(client.cameras.snapshot({ productId, camera: source })).rejects.toMatchObject(refused);
  });
});

describe.skipIf(rtspServerMissing !== null)(`an IP camera as the source ${needsRtspServer}`, () => {
  test('the process that reads it may be killed: its pictures come back, and nothing else is disturbed', async () => {
    const { client, heard, products, bugs } = await openWatchedLine();
    const [{ productId }] = products;
    const { address } = await startRtspServer(onTestFinished);
    const camera = { kind: 'rtsp-camera', address, transport: 'tcp', latencyMs: 50 } satisfies StationCamera;
    const { id: sessionId } = await client.inspection.start({ productId, source: camera });
    for (let kill = 1; kill <= 2; kill++) {
      await vi.waitUntil(() => outcomes(heard).length >= kill * 12, back);
      const [pid] = cameraProcesses(address);
      if (pid === undefined) throw new Error('No process reads the camera');
      const seen = outcomes(heard).length;
      process.kill(pid, 'SIGKILL');
      await vi.waitUntil(() => outcomes(heard).length > seen + 2, back);
    }
    expect(await client.inspection.current()).toMatchObject({ id: sessionId, paused: false });
    await expect(client.cameras.snapshot({ productId, camera })).rejects.toMatchObject({ code: 'CONFLICT' });
    await client.inspection.stop({ sessionId });
    expect(problems(heard)).toEqual(Array(2).fill(expect.stringContaining('tries again by itself')));
    expect(outcomes(heard).every(({ kind }) => kind === 'result')).toBe(true);
    expect(cameraProcesses(address)).toEqual([]);
    expect(bugs).toEqual([]);
  });

  test('its password is kept by the station alone: no answer, message or row has it', async () => {
    const { client, heard, products, station, folder } = await openWatchedLine();
    const [{ productId }] = products;
    const { address } = await startRtspServer(onTestFinished, ['viewer', password]);
    const owner = { address, user: 'viewer' };
    const source = { kind: 'rtsp-camera', ...owner, transport: 'tcp', latencyMs: 50 } as const;
    expect(await client.cameras.hasPassword(owner)).toBe(false);
    const start = () => client.inspection.start({ productId, source });
    await expect(start()).rejects.toMatchObject({ code: 'CAMERA_UNAVAILABLE' });
    await client.cameras.setPassword({ ...owner, password });
    expect(await client.cameras.hasPassword(owner)).toBe(true);
    const session = await start();
    await vi.waitUntil(() => outcomes(heard).length > 0, back);
    await client.inspection.stop({ sessionId: session.id });
    const said = JSON.stringify([
      session,
      heard,
      await client.settings.export(),
      await client.cameras.list(),
    ]);
    expect(said).not.toContain(password);
    for (const file of [station.paths.database, `${station.paths.database}-wal`]) {
      expect(readFileSync(file).includes(password), file).toBe(false);
    }
    const kept = join(folder, 'home', 'secrets', 'cameras.json');
    expect(readFileSync(kept, 'utf8')).toContain(password);
    if (process.platform !== 'win32') expect(statSync(kept).mode & 0o077).toBe(0);
    await client.cameras.setPassword({ ...owner, password: null });
    expect(readFileSync(kept, 'utf8')).not.toContain(password);
  });
});

// This test may have to wait for another one that simulates such a camera.
describe.skipIf(simulatorMissing !== null)(
  `a GigE Vision camera as the source ${needsSimulator}`,
  { timeout: 180_000 },
  () => {
    test('is inspected beside another camera, and its killed process disturbs neither', async () => {
      const { client, folder, heard, products, bugs } = await openWatchedLine();
      const [{ productId }] = products;
      const { name, machine } = await simulateGigeCamera(folder, onTestFinished);
      vi.stubEnv('STATION_GSTREAMER', machine.env['STATION_GSTREAMER']);
      onTestFinished(() => void vi.unstubAllEnvs());
      const source: StationCamera = {
        kind: 'genicam-camera',
        camera: name,
        pixelFormat: 'Mono8',
        framesPerSecond: 10,
        region: { x: 0, y: 0, width: 320, height: 240 },
      };
      const { id: sessionId } = await client.inspection.start({ productId, source });
      await vi.waitUntil(() => outcomes(heard).length >= 5, back);
      const [pid] = cameraProcesses(name);
      if (pid === undefined) throw new Error('No process reads the camera');
      process.kill(pid, 'SIGKILL');
      const seen = outcomes(heard).length;
      const camera = {
        kind: 'video-file',
        file: await makeVideo(folder),
        repeats: true,
        pace: 'judged',
      } as const;
      const { images } = await client.cameras.snapshot({ productId, camera, count: 2, everyMs: 0 });
      expect(images).toHaveLength(2);
      await vi.waitUntil(() => outcomes(heard).length > seen + 2, back);
      const { counts } = await client.inspection.stop({ sessionId });
      expect(counts['not-inspected']).toBe(0);
      expect(problems(heard)).toHaveLength(1);
      expect(bugs).toEqual([]);
    });
  },
);
