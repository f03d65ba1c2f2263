import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createPatientWriter } from '../../../../src/main/database/patient-writer.ts';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import type { Host } from '../../../../src/main/host/host.ts';
import { backboneFile } from '../../../../src/main/host/program-folder.ts';
import { createJobRepository } from '../../../../src/main/training/job-repository.ts';
import { toTrainingWorkerSchema } from '../../../../src/main/training/protocol.ts';
import { createTrainingService } from '../../../../src/main/training/service.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { collect } from '../../../support/collect.ts';
import { writeGoodImages } from '../../../support/image-folder.ts';
import { writeModelFolder } from '../../../support/model-folder.ts';
import { projectFolder } from '../../../support/run-program.ts';
import { openServices } from '../../../support/services.ts';

/** Makes a host whose training process finishes at once with a small model. @param onOrder called before the first progress */
function quickHost(onOrder: () => void): Host {
  return {
    ...headlessHost(),
    forkWorker() {
      let tell: (message: unknown) => void = () => undefined;
      return {
        onMessage(listener) {
          tell = listener;
          queueMicrotask(() => tell({ kind: 'ready' }));
        },
        onExit: () => undefined,
        kill: () => undefined,
        send(message) {
          const sent = toTrainingWorkerSchema.parse(message);
          if (sent.kind !== 'train') return;
          const { outputFolder, modelId, productId } = sent.order;
          onOrder();
          tell({ kind: 'progress', phase: 'students', progress: 0.5, etaSeconds: 1 });
          tell({
            kind: 'loss',
            point: { student: 0, step: 1, epoch: 1, training: 0.5, validation: null },
          });
          tell({ kind: 'completed', card: writeModelFolder(outputFolder, { id: modelId, productId }) });
        },
      };
    },
  };
}

test('a training outlives a database that another program holds, with its curve and its model', async () => {
  const { database, products, datasets, models, changes, paths, folder } = openServices();
  const { id: productId } = products.create('Disc');
  await writeGoodImages(join(folder, 'good'), 6);
  await collect(await datasets.importFolder(productId, join(folder, 'good'), singleUser));
  database.pragma('busy_timeout = 20');
  const other = new Sqlite(paths.database);
  onTestFinished(() => void other.close());
  const jobs = createJobRepository(database);
  const reported: unknown[] = [];
  const patient = createPatientWriter((error) => void reported.push(error));
  onTestFinished(() => patient.close());
  const resources = join(projectFolder, 'resources');
  const training = createTrainingService({
    jobs,
    changes,
    patient,
    products,
    datasets,
    models,
    host: quickHost(() => void other.exec('BEGIN IMMEDIATE')),
    takeOver: () => Promise.reject(new Error('No take-over was asked for')),
    jobsFolder: paths.jobs,
    networks: { teachersFolder: join(resources, 'teachers'), backboneFile: backboneFile(resources) },
    databaseFile: paths.database,
    report: (error) => void reported.push(error),
  });
  await training.recover();
  onTestFinished(() => training.close());
  const { id } = await training.start({ productId, takeOver: false }, singleUser);
  await vi.waitFor(() => expect(other.inTransaction).toBe(true), 5_000);
  await new Promise((resolve) => setTimeout(resolve, 600));
  other.exec('COMMIT');
  await vi.waitFor(() => expect(training.get(id).state).not.toBe('running'), 5_000);
  expect(training.get(id)).toMatchObject({ state: 'completed', reason: null });
  expect(models.list(productId)).toMatchObject([{ id: training.get(id).modelId }]);
  await vi.waitFor(() => expect(jobs.losses(id)).toHaveLength(1), 5_000);
  expect(reported).toEqual([]);
});
