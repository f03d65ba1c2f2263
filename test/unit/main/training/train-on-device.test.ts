import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placeGpuFromCache } from '../../../../scripts/setup/tensorflow.mjs';
import { forkProcess, headlessHost } from '../../../../src/main/host/headless-host.ts';
import type { Host } from '../../../../src/main/host/host.ts';
import { ordinaryGpu } from '../../../../src/main/learning/training-device.ts';
import { trainOnDevice } from '../../../../src/main/training/train-on-device.ts';
import type { DeviceUsed } from '../../../../src/shared/contract/training-device.ts';
import type { LossPoint } from '../../../../src/shared/contract/training.ts';
import type { TrainingDevice } from '../../../../src/shared/domain/training-device.ts';
import { smallOrder } from '../../../support/training/small-training.ts';

/** Reason why trainings here cannot use TensorFlow's library for GPUs; undefined if they can. */
const missing = placeGpuFromCache();
const needsLibrary = missing === undefined ? '' : `(skipped: ${missing})`;

/** Follows a training on a device and keeps its messages. */
async function follow(device: TrainingDevice, host: Host = headlessHost()) {
  const order = await smallOrder();
  const told: { devices: DeviceUsed[]; points: LossPoint[] } = { devices: [], points: [] };
  const run = trainOnDevice(
    host,
    { ...order, choices: { ...order.choices, device } },
    {
      onDevice: (used) => told.devices.push(used),
      onAnew: () => told.points.splice(0),
      onLoss: ({ point }) => told.points.push(point),
      onProgress: () => undefined,
    },
  );
  return { ...told, ...run };
}

/** Makes a host whose first training process is on a GPU that fails. */
function hostWithFailingGpu(how: 'full' | 'crashes'): Host {
  const headless = headlessHost();
  let forked = 0;
  const worker = join(import.meta.dirname, '../../../fixtures/failing-gpu-worker.ts');
  return {
    ...headless,
    forkWorker: (...entry) =>
      forked++ === 0 ? forkProcess(worker, { GPU_FAILS: how }) : headless.forkWorker(...entry),
  };
}

describe.skipIf(missing !== undefined)(`the library for GPUs ${needsLibrary}`, () => {
  test('trains with the same losses as the one for the processor to 1e-4 in the first steps, and says on what', async () => {
    const [cpu, gpu] = [await follow('cpu'), await follow('gpu')];
    const [onCpu, onGpu] = [await cpu.finished, await gpu.finished];
    expect(cpu.devices).toEqual([{ device: 'cpu', name: null, reason: null, said: null }]);
    const name = ordinaryGpu();
    expect(gpu.devices.at(-1)).toEqual(
      name === null
        ? { device: 'cpu', name: null, reason: 'no-gpu', said: null }
        : { device: 'gpu', name, reason: null, said: null },
    );
    expect(onCpu.versions).toHaveProperty('tfjs-node');
    expect(onGpu.versions).toHaveProperty('tfjs-node-gpu');
    expect(gpu.points.map(({ student, step }) => [student, step])).toEqual(
      cpu.points.map(({ student, step }) => [student, step]),
    );
    for (const [index, { training }] of cpu.points.slice(0, 5).entries()) {
      const other = gpu.points[index]?.training ?? Number.NaN;
      expect(Math.abs(other - training)).toBeLessThanOrEqual(1e-4 * training);
    }
  });
});

test('a GPU whose memory is too small is named, and the training begins anew on the processor', async () => {
  const { devices, points, finished } = await follow('auto', hostWithFailingGpu('full'));
  const card = await finished;
  expect(card.versions).toHaveProperty('tfjs-node');
  expect(devices.map(({ device, reason, said }) => [device, reason, said])).toEqual([
    ['gpu', null, null],
    ['cpu', 'out-of-memory', 'OOM when allocating tensor'],
  ]);
  // No point of the first course remains.
  expect(points[0]?.step).toBeLessThan(7);
});

test('a library that ends its process costs no training; what takes its place can be cancelled', async () => {
  const training = await follow('gpu', hostWithFailingGpu('crashes'));
  await expect.poll(() => training.devices.at(-1)?.device, { timeout: 30_000 }).toBe('cpu');
  expect(training.devices.at(-1)).toMatchObject({ reason: 'process-ended' });
  training.cancel();
  await expect(training.finished).rejects.toMatchObject({ code: 'CANCELLED' });
});
