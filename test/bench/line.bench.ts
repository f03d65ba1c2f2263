import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { presetSchema } from '../../src/shared/domain/families.ts';
import { packLive, toWindowSchema, unpackLive } from '../../src/shared/contract/live.ts';
import { startStation, type RunningStation } from '../e2e/support/running-station.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { stationCommand } from './support/command.ts';
import { processorTimes } from './support/processor-time.ts';
import { report, say } from './support/report.ts';
import { quantiles, rounded } from './support/timing.ts';

/**
 * Measures the station alone at a camera's rate, without a browser on the same cores (`bench -- live` has one): sends
 * frames over the live channel's socket like a window, at most two pending, and logs every defect. Measures from the
 * sending of a frame to its verdict with the map. Goals: the camera's rate without a dropped frame, p99 within three
 * frame times.
 * Options: `--seconds N` (default 120), `--rate N` (default 30), `--preset NAME` (default pyramid), `--quick`.
 */
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    rate: { type: 'string', default: '30' },
    preset: { type: 'string', default: 'pyramid' },
    quick: { type: 'boolean', default: false },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const seconds = options.quick ? 10 : Number(options.seconds);
const rate = Number(options.rate);
const preset = presetSchema.parse(options.preset);
const size = { width: 384, height: 512 };
const product = 'Cookie';
const mostUnder = 2;

const folder = await mkdtemp(join(tmpdir(), 'loupe-line-'));
try {
  const home = join(folder, 'home');
  const cookie = join(stationData, 'cookie');
  say(`Training with the preset ${preset}`);
  const words = ['train', '--images', join(cookie, 'train', 'good'), '--name', product, '--preset', preset];
  await stationCommand(home, z.object({ seconds: z.number() }), words);
  const frames = [
    ...(await framesOf(join(cookie, 'test', 'good'))),
    ...(await framesOf(join(cookie, 'test', 'crack'))),
  ];
  const station = await startStation({ home });
  try {
    describe(await measure(station, frames));
  } finally {
    await station.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function framesOf(images: string): Promise<Uint8Array[]> {
  const names = (await readdir(images)).toSorted().slice(0, 8);
  return Promise.all(
    names.map((name) =>
      sharp(join(images, name))
        .resize({ ...size, fit: 'fill' })
        .removeAlpha()
        .toColourspace('srgb')
        .raw()
        .toBuffer(),
    ),
  );
}

interface Measured {
  /** Milliseconds from sending to verdict. */
  readonly latencies: readonly number[];
  readonly dropped: number;
  readonly logged: number;
  readonly processor: ReadonlyMap<string, number>;
}

async function measure(station: RunningStation, frames: readonly Uint8Array[]): Promise<Measured> {
  const found = (await station.client.products.list()).find(({ name }) => name === product);
  if (!found) throw new Error(`The product ${product} is gone`);
  const source = { kind: 'window-camera', label: 'Benchmark' } as const;
  const { id: sessionId } = await station.client.inspection.start({ productId: found.id, source });
  const socket = station.live();
  await once(socket, 'open');
  const line = createLine(socket, sessionId, frames);
  say('Warming up');
  await line.run(5);
  const before = { processor: processorTimes(), total: await logged(station) };
  say(`Watching ${seconds} s`);
  const { latencies, dropped } = await line.run(seconds);
  const processor = new Map(
    [...processorTimes()].map(([name, time]) => [name, time - (before.processor.get(name) ?? 0)]),
  );
  socket.close();
  return { latencies, dropped, processor, logged: (await logged(station)) - before.total };
}

async function logged({ client }: RunningStation): Promise<number> {
  return (await client.log.list({})).ids.length;
}

/** Sends frames like a window: drops those that arrive while two are pending. */
function createLine(socket: WebSocket, sessionId: string, frames: readonly Uint8Array[]) {
  const under = new Map<number, number>();
  let latencies: number[] = [];
  let number = 0;
  socket.on('message', (data) => {
    const block = Buffer.isBuffer(data)
      ? data
      : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]);
    const message = toWindowSchema.parse(unpackLive(block).header);
    if (message.kind === 'problem') throw new Error(message.message);
    if (message.kind !== 'result') return;
    const sentAt = under.get(message.frameNumber);
    under.delete(message.frameNumber);
    if (sentAt !== undefined) latencies.push(performance.now() - sentAt);
  });

  return {
    async run(duration: number): Promise<{ latencies: number[]; dropped: number }> {
      latencies = [];
      let [dropped, droppedBefore] = [0, 0];
      const began = performance.now();
      for (let tick = 1; tick <= duration * rate; tick++) {
        await sleepUntil(began + (1000 * tick) / rate);
        if (under.size >= mostUnder) {
          dropped += 1;
          droppedBefore += 1;
          continue;
        }
        number += 1;
        // Each picture is shown for 0.4 s, as in the clip of `bench -- live`.
        const pixels = frames[Math.floor(tick / (0.4 * rate)) % frames.length] ?? new Uint8Array();
        const header = { kind: 'frame', sessionId, number, captureMs: 0 } as const;
        under.set(number, performance.now());
        socket.send(packLive({ ...header, ...size, droppedBefore, channels: 3 }, pixels));
        droppedBefore = 0;
      }
      return { latencies, dropped };
    },
  };
}

async function sleepUntil(instant: number): Promise<void> {
  const left = instant - performance.now();
  if (left > 0) await new Promise((done) => setTimeout(done, left));
}

function describe({ latencies, dropped, logged: entries, processor }: Measured): void {
  const [p50 = Number.NaN, p95 = Number.NaN, p99 = Number.NaN, most = Number.NaN] = [0.5, 0.95, 0.99, 1].map(
    quantiles(latencies),
  );
  const judged = rounded(latencies.length / seconds, 1);
  const goalsMet = dropped === 0 && p99 <= 3000 / rate;
  const perFrame = [...processor]
    .map(([name, time]) => [name, (1000 * time) / latencies.length] as const)
    .toSorted(([, a], [, b]) => b - a);
  report({
    benchmark: 'line',
    settings: { ...size, goals: { perSecond: rate, dropped: 0, p99: rounded(3000 / rate, 0) }, goalsMet },
    results: [
      {
        preset,
        rate,
        seconds,
        judged,
        dropped,
        entries,
        p50,
        p95,
        p99,
        most,
        processor: Object.fromEntries(perFrame),
      },
    ],
    table: {
      head: [
        'Preset',
        'Frames',
        'Judged a second',
        'Dropped',
        'Log entries',
        'p50, ms',
        'p95',
        'p99',
        'Longest',
        'Processor, ms a frame',
      ],
      rows: [
        [
          preset,
          `${rate} a second, ${seconds} s`,
          judged.toFixed(1),
          ...[dropped, entries].map(String),
          ...[p50, p95, p99, most].map((value) => value.toFixed(0)),
          perFrame.map(([name, time]) => `${name} ${time.toFixed(1)}`).join(', '),
        ],
      ],
    },
  });
}
