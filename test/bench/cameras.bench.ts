import { createRouterClient } from '@orpc/server';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { toWindowSchema, unpackLive } from '../../src/shared/contract/live.ts';
import type { StationCamera } from '../../src/shared/domain/station-cameras.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { openStation } from '../../src/main/station.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { cameraProcesses, simulateGigeCamera, simulatorMissing } from '../support/cameras/gstreamer.ts';
import { makeVideo } from '../support/cameras/make-video.ts';
import { rtspServerMissing, startRtspServer } from '../support/cameras/rtsp-server.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { report, say } from './support/report.ts';

/**
 * Inspects cameras of the station (a video, an IP camera, a simulated GigE Vision camera), each for a while, and kills
 * the reading process repeatedly. Goal: pictures return within 3 s each time, and nothing else is disturbed.
 * Options: `--seconds N` for each camera (default 60), `--kills N` (default 10), `--quick`.
 */
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    kills: { type: 'string', default: '10' },
    quick: { type: 'boolean', default: false },
  },
});
const seconds = options.quick ? 12 : Number(options.seconds);
const kills = options.quick ? 2 : Number(options.kills);
/** Pictures that have not returned after this time count as lost, milliseconds. */
const patience = 30_000;

const missing = simulatorMissing ?? rtspServerMissing;
if (missing !== null) throw new Error(`The benchmark needs cameras to look at: ${missing}`);
const folder = mkdtempSync(join(tmpdir(), 'loupe-cameras-'));
const ends: (() => void)[] = [];
const atEnd = (end: () => void): void => void ends.push(end);
try {
  const { productId } = await makeSmallProduct(join(folder, 'home'), 'Disc');
  const gige = await simulateGigeCamera(folder, atEnd);
  process.env['STATION_GSTREAMER'] = gige.machine.env['STATION_GSTREAMER'];
  const { address } = await startRtspServer(atEnd);
  const file = await makeVideo(folder, { frames: 600 });
  const cameras: readonly (readonly [word: string, camera: StationCamera])[] = [
    [file, { kind: 'video-file', file, repeats: true, pace: 'recorded' }],
    [address, { kind: 'rtsp-camera', address, transport: 'tcp', latencyMs: 100 }],
    [
      gige.name,
      {
        kind: 'genicam-camera',
        camera: gige.name,
        pixelFormat: 'Mono8',
        framesPerSecond: 10,
        region: { x: 0, y: 0, width: 320, height: 240 },
      },
    ],
  ];
  const results = [];
  for (const [word, camera] of cameras) results.push(await measure(productId, word, camera));
  report({
    benchmark: 'cameras',
    settings: { seconds, kills },
    results,
    table: {
      head: [
        'Camera',
        'Frames',
        'Not inspected',
        'Kills',
        'Longest until pictures, ms',
        'Problems told',
        'Bugs',
      ],
      rows: results.map((result) => Object.values(result).map(String)),
    },
  });
} finally {
  for (const end of ends) end();
  rmSync(folder, { recursive: true, force: true });
}

/** Inspects a camera and kills its reading process at regular intervals. */
async function measure(productId: string, word: string, camera: StationCamera) {
  say(`${camera.kind} for ${seconds} s`);
  const bugs: unknown[] = [];
  const station = await openStation({
    home: join(folder, 'home'),
    host: headlessHost(),
    resources: folder,
    version: 'bench',
    report: (error) => void bugs.push(error),
  });
  const told = { result: 0, uninspected: 0, problem: 0 };
  const connection = station.live.connect((block) => {
    const { kind } = toWindowSchema.parse(unpackLive(block).header);
    if (kind === 'result' || kind === 'uninspected' || kind === 'problem') told[kind] += 1;
    return true;
  });
  let longest = 0;
  try {
    const client = createRouterClient(station.router, { context: { user: singleUser } });
    const { id: sessionId } = await client.inspection.start({ productId, source: camera });
    const begun = performance.now();
    for (let kill = 0; kill < kills; kill++) {
      await sleep(Math.max(begun + ((kill + 0.5) / kills) * seconds * 1_000 - performance.now(), 0));
      const [pid] = cameraProcesses(word);
      if (pid === undefined) throw new Error('No process reads the camera');
      const killedAt = performance.now();
      process.kill(pid, 'SIGKILL');
      // Messages on their way must arrive first.
      await sleep(200);
      const seen = told.result;
      while (told.result === seen && performance.now() - killedAt < patience) await sleep(10);
      longest = Math.max(longest, performance.now() - killedAt);
    }
    await sleep(Math.max(begun + seconds * 1_000 - performance.now(), 0));
    await client.inspection.stop({ sessionId });
  } finally {
    connection.close();
    await station.close();
  }
  const { result: frames, uninspected, problem } = told;
  return {
    camera: camera.kind,
    frames,
    uninspected,
    kills,
    longestMs: Math.round(longest),
    problems: problem,
    bugs: bugs.length,
  };
}
