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
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const backbone = backboneFile(resourcesFolder(program()));

/** The times of a machine, and how many trials were started for them. */
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
  const parts = { host, file, backboneFile: backbone, version: '1.0.0', busy: () => false, ...change };
  const times = createFrameTimes(parts);
  onTestFinished(() => times.close());
  return { file, trials, times };
}

it('times every preset once a machine, and keeps the times', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const first = frameTimesIn(folder);
  const [found, same] = await Promise.all([first.times.list(), first.times.list()]);
  expect(same).toEqual(found);
  expect(found?.map(({ preset }) => preset)).toEqual(presetSchema.options);
  const of = (name: string): number =>
    found?.find(({ preset }) => preset === name)?.milliseconds ?? Number.NaN;
  expect(of('pyramid')).toBeLessThan(of('paper'));
  expect(of('quick')).toBeLessThan(of('multi-scale'));
  expect(first.trials).toEqual(['frame-times']);

  const second = frameTimesIn(folder, { busy: () => true });
  expect(await second.times.list()).toEqual(found);
  expect(second.trials).toEqual([]);

  const updated = frameTimesIn(folder, { version: '1.0.1', busy: () => true });
  expect(await updated.times.list()).toBeNull();
});

it('knows none while the machine has other work', async () => {
  const { times, trials } = frameTimesIn(temporaryFolder(), { busy: () => true });
  expect(await times.list()).toBeNull();
  expect(trials).toEqual([]);
});

it('leaves out the families whose pretrained network is missing', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const { times, file } = frameTimesIn(folder, { backboneFile: join(folder, 'missing.onnx') });
  writeFileSync(file, 'damaged');
  const found = (await times.list()) ?? [];
  expect(found.map(({ preset }) => preset)).toEqual(['quick', 'compact', 'multi-scale', 'paper']);
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
  expect(await frameTimesIn(temporaryFolder(), { host: ended }).times.list()).toBeNull();
  const { times } = frameTimesIn(temporaryFolder());
  const listed = times.list();
  setTimeout(() => times.close(), 300);
  expect(await listed).toBeNull();
});
