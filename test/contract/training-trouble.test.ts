import { backboneFile } from '../../src/main/host/program-folder.ts';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, onTestFinished, test, vi } from 'vitest';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host, WorkerProcess } from '../../src/main/host/host.ts';
import { createPatientWriter } from '../../src/main/database/patient-writer.ts';
import { createJobRepository, type JobRepository } from '../../src/main/training/job-repository.ts';
import { toTrainingWorkerSchema } from '../../src/main/training/protocol.ts';
import type { TrainingOrder } from '../../src/main/learning/training-order.ts';
import { createTrainingService } from '../../src/main/training/service.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { StationClient } from '../../src/shared/contract/contract.ts';
import type { Job, TrainingEvent } from '../../src/shared/contract/training.ts';
import { collect } from '../support/collect.ts';
import { writeGoodImages } from '../support/image-folder.ts';
import { openServices } from '../support/services.ts';
import { resourcesUnderTest, openStationUnderTest } from './station-under-test.ts';

/** Time limit for real training processes on a busy machine, milliseconds. */
const patience = 240_000;

/** Trouble for one training process. Each process gets the next trouble; processes after the last one get none. */
interface Trouble {
  /** Further environment variables of the process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with the order before the process gets it. */
  readonly onOrder?: (order: TrainingOrder) => void;
  /** Called with the process after it got its order. */
  readonly onStarted?: (worker: WorkerProcess) => void;
}

/** Makes a headless host with trouble for its training processes. */
function troubledHost(...troubles: Trouble[]): Host {
  const host = headlessHost();
  return {
    ...host,
    forkWorker(entry, environment) {
      const trouble = entry === 'training' ? troubles.shift() : undefined;
      const worker = host.forkWorker(entry, { ...environment, ...trouble?.environment });
      return {
        ...worker,
        send(message) {
          const order = toTrainingWorkerSchema.safeParse(message).data;
          if (order?.kind === 'train') trouble?.onOrder?.(order.order);
          worker.send(message);
          if (order?.kind === 'train') trouble?.onStarted?.(worker);
        },
      };
    },
  };
}

const quickly = { preset: 'quick', epochs: 1 } as const;

/** Opens a station with a product of six images. */
async function openWithImages(host: Host) {
  const { station, folder, bugs } = await openStationUnderTest(undefined, host);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const { id: productId } = await client.products.create({ name: 'Disc' });
  await writeGoodImages(join(folder, 'good'), 6);
  await collect(await client.datasets.importFolder({ productId, folder: join(folder, 'good') }));
  return { station, client, productId, bugs };
}

/** Waits for the end of a job. @returns the job */
async function ended(client: StationClient, jobId: string): Promise<Job> {
  return lastJob(await client.training.watch({ jobId }));
}

async function lastJob(events: AsyncIterable<TrainingEvent>): Promise<Job> {
  let last: Job | null = null;
  for await (const event of events) if (event.kind === 'job') last = event.job;
  if (last === null) throw new Error('Nothing was told of the job');
  return last;
}

test('a training that is cancelled as soon as it was started is cancelled, whatever it was at', async () => {
  const { station, client, productId, bugs } = await openWithImages(headlessHost());
  for (const delay of [0, 1]) {
    const { id: jobId } = await client.training.start({ productId, ...quickly });
    // After a moment the job is under way, but its process does not exist yet.
    for (let turn = 0; turn < delay; turn++) await new Promise((resolve) => setImmediate(resolve));
    await client.training.cancel({ jobId });
    expect(await ended(client, jobId)).toMatchObject({ state: 'cancelled', modelId: null });
  }
  expect(readdirSync(station.paths.jobs)).toEqual([]);
  expect(bugs).toEqual([]);
});

test(
  'a training process that is killed, and one that runs out of memory, fail their jobs by name; the next job is done',
  async () => {
    const killed: Trouble = { onStarted: (worker) => worker.kill() };
    const starved: Trouble = { environment: { NODE_OPTIONS: '--max-old-space-size=16' } };
    const { station, client, productId, bugs } = await openWithImages(troubledHost(killed, starved));
    const jobs = [
      await client.training.start({ productId, ...quickly }),
      await client.training.start({ productId, ...quickly }),
      await client.training.start({ productId, ...quickly }),
    ];
    const [first, second, third] = await Promise.all(jobs.map(({ id }) => ended(client, id)));
    expect(first).toMatchObject({
      state: 'failed',
      reason: { code: 'WORKER_FAILED', message: expect.stringContaining('perhaps for lack of memory') },
    });
    expect(second).toMatchObject({
      state: 'failed',
      reason: { code: 'WORKER_FAILED', message: expect.stringContaining('ran out of memory') },
    });
    expect(third).toMatchObject({ state: 'completed', progress: 1, reason: null });
    expect(await client.models.list({ productId })).toMatchObject([{ id: third?.modelId }]);
    expect(readdirSync(station.paths.jobs)).toEqual([]);
    expect((await client.station.status()).training).toMatchObject({
      condition: 'idle',
      running: 0,
      queued: 0,
    });
    expect(bugs).toEqual([]);
  },
  patience,
);

test.skipIf(!existsSync('/dev/full'))(
  'a disk that is full when the model is written fails the job as DISK_FULL and leaves nothing',
  async () => {
    const full: Trouble = {
      onOrder: ({ outputFolder }) => symlinkSync('/dev/full', join(outputFolder, 'model.onnx')),
    };
    const { station, client, productId, bugs } = await openWithImages(troubledHost(full));
    const job = await ended(client, (await client.training.start({ productId, ...quickly })).id);
    expect(job).toMatchObject({
      state: 'failed',
      reason: { code: 'DISK_FULL', message: expect.stringContaining('model.onnx') },
    });
    expect(await client.models.list({ productId })).toEqual([]);
    expect(readdirSync(station.paths.jobs)).toEqual([]);
    expect(bugs).toEqual([]);
  },
  patience,
);

/** Fills the room for losses that a database without a free page still has; these losses are smaller than real ones. */
function fillLosses(jobs: JobRepository, jobId: string): void {
  for (;;) {
    try {
      jobs.addLoss(jobId, { student: 0, step: 0, epoch: 0, training: 0, validation: null });
    } catch (error) {
      expect(error).toMatchObject({ code: 'SQLITE_FULL' });
      return;
    }
  }
}

test(
  'a database without room fails the running job as DISK_FULL, by itself once there is room; the next one starts',
  async () => {
    const { database, products, datasets, models, changes, paths, folder } = openServices();
    const { id: productId } = products.create('Disc');
    await writeGoodImages(join(folder, 'good'), 6);
    await collect(await datasets.importFolder(productId, join(folder, 'good'), singleUser));
    const jobs = createJobRepository(database);
    const full: Trouble = {
      onStarted() {
        database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
        for (const { id } of jobs.list(productId)) fillLosses(jobs, id);
      },
    };
    const reported: unknown[] = [];
    const training = createTrainingService({
      jobs,
      host: troubledHost(full),
      changes,
      patient: createPatientWriter((error) => void reported.push(error)),
      products,
      datasets,
      models,
      takeOver: () => Promise.reject(new Error('No take-over was asked for')),
      jobsFolder: paths.jobs,
      networks: {
        teachersFolder: join(resourcesUnderTest, 'teachers'),
        backboneFile: backboneFile(resourcesUnderTest),
      },
      databaseFile: paths.database,
      report: (error) => void reported.push(error),
    });
    await training.recover();
    onTestFinished(() => training.close());
    const first = await training.start({ productId, ...quickly }, singleUser);
    // The job's folder is removed once the job has failed, and the failure may not be stored yet.
    const jobFolder = join(paths.jobs, first.id);
    await vi.waitUntil(() => existsSync(jobFolder), patience);
    await vi.waitUntil(() => !existsSync(jobFolder), patience);
    database.pragma('max_page_count = 1000000000');
    await vi.waitUntil(() => training.get(first.id).state === 'failed', patience);
    const second = await training.start({ productId, ...quickly }, singleUser);
    for await (const event of training.watch(second.id)) {
      if (event.kind === 'loss') break;
    }
    expect(training.get(first.id)).toMatchObject({
      state: 'failed',
      reason: { code: 'DISK_FULL', message: expect.stringContaining(paths.database) },
    });
    expect(training.get(second.id).state).toBe('running');
  },
  patience,
);
