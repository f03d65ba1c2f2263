import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { Objm } from '@nats-io/obj';
import type { NatsConnection } from '@nats-io/transport-node';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Job } from '../../src/shared/contract/training.ts';
import { buckets, imagesObject, jobsConsumer, streams } from '../../src/shared/plant/subjects.ts';
import type { RunningStation } from '../e2e/support/running-station.ts';
import { collect } from '../support/collect.ts';
import { writeGoodImages } from '../support/image-folder.ts';
import { natsMissing } from '../support/plant/plant-host.ts';
import { openProcessPlant } from '../support/plant/process-plant.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const patience = { timeout: 120_000, interval: 100 };

/** Opens two stations of a plant; the second one trains for others. */
async function openTrainers() {
  const folder = temporaryFolder();
  const plant = await openProcessPlant(folder);
  onTestFinished(plant.end);
  const asking = await plant.join('Line 1');
  const trainer = await plant.join('Workshop');
  const { version } = await trainer.client.settings.get();
  const values = { 'plant.training': 'take', 'station.name': 'Workshop' } as const;
  await trainer.client.settings.set({ expected: version, values });
  await vi.waitFor(
    async () =>
      expect(await asking.client.training.trainers()).toEqual([
        { station: 2, name: 'Workshop', gpu: null, waiting: 0 },
      ]),
    patience,
  );
  const { id: productId } = await asking.client.products.create({ name: 'Disc' });
  await writeGoodImages(join(folder, 'good'), 6);
  await collect(await asking.client.datasets.importFolder({ productId, folder: join(folder, 'good') }));
  const server = await plant.connectAsHost();
  // The queue offers a training again soon, so that the test does not wait a minute.
  const manager = await jetstreamManager(server);
  await vi.waitFor(
    () => manager.consumers.update(streams.jobs.name, jobsConsumer(2), { ack_wait: 2e9 }),
    patience,
  );
  return { plant, asking, trainer, productId, server };
}

const start = ({ client }: RunningStation, productId: string): Promise<Job> =>
  client.training.start({ productId, preset: 'instant', trainer: { station: 2, name: 'Workshop' } });

const jobOf = async ({ client }: RunningStation, id: string): Promise<Job | undefined> =>
  (await client.training.list({})).find((job) => job.id === id);

/** Lists the files and jobs of trainings that the plant's server still holds. */
async function leftAt(server: NatsConnection): Promise<string[]> {
  const objects = await (await new Objm(server).open(buckets.trainingObjects)).list();
  const left = objects.map(({ name }) => name);
  for await (const key of await (await new Kvm(server).open(buckets.jobs)).keys()) left.push(key);
  return left;
}

test.skipIf(natsMissing !== '')(
  'a training on another station outlives both, comes back like an import, is cancelled there, and refuses other images',
  async () => {
    const opened = await openTrainers();
    const { plant, productId, server } = opened;
    const { id } = await start(opened.asking, productId);
    const isRunning = (station: RunningStation, job: string): Promise<unknown> =>
      vi.waitFor(async () => expect(await jobOf(station, job)).toMatchObject({ state: 'running' }), patience);
    const allGone = (): Promise<unknown> =>
      vi.waitFor(async () => expect(await leftAt(server)).toEqual([]), patience);

    await isRunning(opened.asking, id);
    const trainer = await plant.restart(opened.trainer);
    const asking = await plant.restart(opened.asking);
    await vi.waitFor(
      async () =>
        expect(await jobOf(asking, id)).toMatchObject({ state: 'completed', progress: 1, reason: null }),
      patience,
    );
    const models = await asking.client.models.list({ productId });
    expect(models).toMatchObject([{ preset: 'instant', active: false, productId }]);
    expect(await trainer.client.products.list({})).toEqual([]);
    await allGone();

    await trainer.kill();
    const cancelled = await start(asking, productId);
    const changed = await start(asking, productId);
    for (const job of [cancelled, changed]) await isRunning(asking, job.id);
    const objects = await new Objm(server).open(buckets.trainingObjects);
    await objects.putBlob({ name: imagesObject(changed.id) }, new Uint8Array(64));
    await asking.client.training.cancel({ jobId: cancelled.id });
    expect(await jobOf(asking, cancelled.id)).toMatchObject({ state: 'cancelled' });
    await plant.restart(trainer);
    const reason = { code: 'CORRUPT_FILE', message: expect.stringContaining('SHA-256') };
    await vi.waitFor(
      async () => expect(await jobOf(asking, changed.id)).toMatchObject({ state: 'failed', reason }),
      patience,
    );
    await allGone();
    expect(await asking.client.models.list({ productId })).toHaveLength(1);
    await expect(
      asking.client.training.start({ productId, trainer: { station: 3, name: '' } }),
    ).rejects.toMatchObject({ code: 'UNREACHABLE' });
  },
  400_000,
);
