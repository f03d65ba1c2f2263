import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { headlessHost } from '../../../../../src/main/host/headless-host.ts';
import type { Host } from '../../../../../src/main/host/host.ts';
import { backboneFile, program, resourcesFolder } from '../../../../../src/main/host/program-folder.ts';
import {
  createFrameTimes,
  type FrameTimesParts,
} from '../../../../../src/main/training/frame-times/frame-times.ts';
import { presetSchema } from '../../../../../src/shared/domain/families.ts';
import type { MachineSpeed, SpeedEvent } from '../../../../../src/shared/contract/training.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const lens = { width: 2048, height: 1713 };
const backbone = backboneFile(resourcesFolder(program()));

/** Opens the frame times of a machine and counts the trials started for them. */
function frameTimesIn(folder: string, change: Partial<FrameTimesParts> = {}) {
  const headless = headlessHost();
  const trials: string[] = [];
  const host: Host = {
    ...headless,
    forkWorker(entry, environment) {
      trials.push(entry);
      return headless.forkWorker(entry, environment);
    },
  };
  const file = join(folder, 'frame-times.json');
  const datasets = { usualPicture: () => ({ ...lens, extension: 'png' }) };
  const parts = {
    host,
    file,
    datasets,
    backboneFile: backbone,
    version: '1.0.0',
    busy: () => false,
    ...change,
  };
  const times = createFrameTimes(parts);
  onTestFinished(() => times.close());
  /** Measures the speed. @returns it with the progress before it */
  async function find(): Promise<{ progress: SpeedEvent[]; speed: MachineSpeed | null }> {
    const progress: SpeedEvent[] = [];
    for await (const event of times.find('a product')) {
      if (event.kind === 'progress') progress.push(event);
      else {
        expect(event.picture).toEqual(lens);
        return { progress, speed: event.speed };
      }
    }
    throw new Error('It ends with what was found');
  }
  return { file, trials, times, find };
}

it('times every preset once a machine, and keeps the times', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const first = frameTimesIn(folder);
  const [{ progress, speed: found }, same] = await Promise.all([first.find(), first.find()]);
  expect(same.speed).toEqual(found);
  expect(found?.presets.map(({ preset }) => preset)).toEqual(presetSchema.options);
  const total = presetSchema.options.length + 1;
  const steps = [...presetSchema.options, null].map((preset, done) => ({
    kind: 'progress',
    done,
    total,
    preset,
  }));
  expect(progress).toEqual(steps);
  expect(found?.readMs).toBeGreaterThan(0);
  expect(found?.showMs).toBeGreaterThan(0);
  const of = (name: string): number =>
    found?.presets.find(({ preset }) => preset === name)?.milliseconds ?? Number.NaN;
  expect(of('pyramid')).toBeLessThan(of('paper'));
  expect(of('quick')).toBeLessThan(of('multi-scale'));
  expect(first.trials).toEqual(['frame-times']);

  const second = frameTimesIn(folder, { busy: () => true });
  expect(await second.find()).toEqual({ progress: [], speed: found });
  expect(second.trials).toEqual([]);

  const updated = frameTimesIn(folder, { version: '1.0.1', busy: () => true });
  expect((await updated.find()).speed).toBeNull();
});

it('knows none while the machine has other work', async () => {
  const { find, trials } = frameTimesIn(temporaryFolder(), { busy: () => true });
  expect((await find()).speed).toBeNull();
  expect(trials).toEqual([]);
});

it('leaves out the families whose pretrained network is missing', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const { find, file } = frameTimesIn(folder, { backboneFile: join(folder, 'missing.onnx') });
  writeFileSync(file, 'damaged');
  const { speed } = await find();
  expect(speed?.presets.map(({ preset }) => preset)).toEqual(['quick', 'compact', 'multi-scale', 'paper']);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('machine');
});

it('a trial that ends without an answer, or with the station, gives none', async () => {
  const ended: Host = {
    ...headlessHost(),
    forkWorker: () => ({
      send: () => undefined,
      onMessage: () => undefined,
      onExit: (listener) => void setImmediate(listener, 1, ''),
      kill: () => undefined,
    }),
  };
  expect((await frameTimesIn(temporaryFolder(), { host: ended }).find()).speed).toBeNull();
  const { times, find } = frameTimesIn(temporaryFolder());
  const finding = find();
  setTimeout(() => times.close(), 300);
  expect((await finding).speed).toBeNull();
});

it('gives way to work that begins beside it', async () => {
  let busy = false;
  const { times } = frameTimesIn(temporaryFolder(), { busy: () => busy });
  const events: SpeedEvent['kind'][] = [];
  for await (const event of times.find('a product')) {
    events.push(event.kind);
    busy = true;
    if (event.kind === 'finished') expect(event.speed).toBeNull();
  }
  expect(events).toEqual(['progress', 'finished']);
});
