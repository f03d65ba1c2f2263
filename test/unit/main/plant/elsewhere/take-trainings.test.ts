import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sha256OfFile } from '../../../../../src/main/files/hash.ts';
import { connectToPlant } from '../../../../../src/main/plant/connect.ts';
import { takeTrainings } from '../../../../../src/main/plant/elsewhere/take-trainings.ts';
import {
  packTraining,
  type OrderElsewhere,
} from '../../../../../src/main/plant/elsewhere/training-archive.ts';
import { putObject } from '../../../../../src/main/plant/objects.ts';
import { prepareServer, stationPreparer } from '../../../../../src/main/plant-host/nats/prepare.ts';
import { trainingChoicesSchema } from '../../../../../src/shared/contract/training.ts';
import { mostTrainingBytes } from '../../../../../src/shared/plant/limits.ts';
import {
  buckets,
  imagesObject,
  jobsConsumer,
  jobSubject,
  streams,
  tidingsKey,
} from '../../../../../src/shared/plant/subjects.ts';
import type { TrainingJob } from '../../../../../src/shared/plant/training.ts';
import { natsMissing, openNats } from '../../../../support/nats-server.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const patience = { timeout: 30_000, interval: 20 };

/** Packs a training of one picture. */
async function packOrder(folder: string) {
  const path = join(folder, 'good.png');
  writeFileSync(path, 'a picture');
  const { sha256 } = await sha256OfFile(path);
  const order: OrderElsewhere = {
    modelId: crypto.randomUUID(),
    productId: crypto.randomUUID(),
    productName: 'Disc',
    family: 'patch',
    preset: 'instant',
    epochs: null,
    seed: 0,
    choices: trainingChoicesSchema.parse({}),
    area: { region: null, exclusions: [] },
    images: [{ name: 'good.png', path, sha256, width: 1, height: 1 }],
  };
  const file = join(folder, 'order.zip');
  return { file, images: await packTraining(order, file) };
}

/** A plant whose host is away, with station 1 that asks and station 2 that trains. */
async function openPlant() {
  const server = await openNats(temporaryFolder());
  onTestFinished(() => server.end('SIGKILL'));
  // Trainings may take as much as a plant keeps for them.
  await server.end('SIGTERM');
  server.configure(2 * mostTrainingBytes);
  await server.start();
  const host = await server.connectAsHost();
  onTestFinished(() => host.close());
  await stationPreparer(await prepareServer(host))(2);
  const packed = await packOrder(temporaryFolder());
  const told: string[] = [];

  async function want(hasImages = true): Promise<string> {
    const id = crypto.randomUUID();
    const { images, file } = packed;
    if (hasImages) await putObject(host, buckets.trainingObjects, imagesObject(id), file, images);
    const job: TrainingJob = { format: 1, station: 1, id, trainer: 2, images };
    await jetstream(host).publish(jobSubject(2, 1), JSON.stringify(job));
    return id;
  }
  async function sayOver(job: string): Promise<void> {
    const tidings = await new Kvm(host).open(buckets.jobs);
    const said = { format: 1, station: 1, state: 'over', at: Date.now() };
    await tidings.put(tidingsKey(1, 2, job), JSON.stringify(said));
  }
  const waiting = async (): Promise<number> => {
    const { num_pending: pending, num_ack_pending: taken } = await (
      await jetstreamManager(host)
    ).consumers.info(streams.jobs.name, jobsConsumer(2));
    return pending + taken;
  };

  async function train() {
    const connection: NatsConnection = await connectToPlant(server.membership(2));
    onTestFinished(() => connection.close());
    const failures: unknown[] = [];
    const taken = takeTrainings({
      connection,
      client: jetstream(connection),
      station: 2,
      folder: temporaryFolder(),
      mayTake: () => true,
      tell: () => Promise.resolve(),
      onTraining(job) {
        told.push(`begun ${job}`);
        taken.ended(job, { kind: 'failed', code: 'WORKER_FAILED', message: 'It is only a test' });
      },
      onDone: (job) => void told.push(`done ${job}`),
      onFailure: (error) => void failures.push(error),
    });
    return { taken, failures };
  }
  return { host, want, sayOver, waiting, train, told };
}

test.skipIf(natsMissing !== '')(
  'a training that was cancelled while it waited, or while its trainer was away, is never begun',
  { timeout: 60_000 },
  async () => {
    const { want, sayOver, waiting, train, told, host } = await openPlant();
    const [cancelled, cleared, wanted] = [await want(), await want(), await want()];
    for (const job of [cancelled, cleared]) await sayOver(job);
    // The host has cleared up after one of them.
    await (await new Kvm(host).open(buckets.jobs)).purge(tidingsKey(1, 2, cleared));
    const { failures } = await train();
    await vi.waitFor(() => expect(told).toContain(`done ${wanted}`), patience);
    expect(told).toEqual([`done ${cancelled}`, `done ${cleared}`, `begun ${wanted}`, `done ${wanted}`]);
    await vi.waitFor(async () => expect(await waiting()).toBe(0), patience);
    expect(failures).toEqual([]);
  },
);

test.skipIf(natsMissing !== '')(
  'a training that is cancelled while its images are fetched ends, though they never come',
  { timeout: 60_000 },
  async () => {
    const { want, waiting, train, told, host } = await openPlant();
    const cancelled = await want();
    // As the host does, which clears up as soon as it hears of the end.
    const images = `$O.${buckets.trainingObjects}.C.>`;
    const manager = await jetstreamManager(host);
    await manager.streams.purge(`OBJ_${buckets.trainingObjects}`, { filter: images });
    const wanted = await want();
    const { taken, failures } = await train();
    await vi.waitFor(() => expect(taken.wantedBy(cancelled)).toBe(1), patience);
    taken.over(cancelled);
    await vi.waitFor(() => expect(told).toContain(`done ${wanted}`), patience);
    expect(told).toEqual([`done ${cancelled}`, `begun ${wanted}`, `done ${wanted}`]);
    await vi.waitFor(async () => expect(await waiting()).toBe(0), patience);
    expect(failures).toEqual([]);
  },
);
