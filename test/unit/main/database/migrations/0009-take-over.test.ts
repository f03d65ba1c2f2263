import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaVersion } from '../../../../../src/main/database/migrate.ts';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { createJobRepository } from '../../../../../src/main/training/job-repository.ts';
import { trainingChoicesSchema } from '../../../../../src/shared/contract/training.ts';
import { writeModelFolder } from '../../../../support/model-folder.ts';
import { openServices } from '../../../../support/services.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('a training of version 8 was the only user’s at version 9, and was to take over nothing', () => {
  const path = join(temporaryFolder(), 'station.db');
  const [product, job] = [randomUUID(), randomUUID()];
  const before = openDatabase(path, { migrations: migrations.slice(0, 8) });
  expect(schemaVersion(before)).toBe(8);
  before.exec(`
INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1);
INSERT INTO jobs (id, product_id, family, preset, seed, state, phase, created_at, finished_at)
  VALUES ('${job}', '${product}', 'memory', 'instant', 0, 'cancelled', 'finished', 1, 2);
`);
  before.close();

  const database = openDatabase(path, { migrations: migrations.slice(0, 9) });
  expect(schemaVersion(database)).toBe(9);
  database.close();
  // The repository reads jobs in today's schema.
  const today = openDatabase(path, { migrations });
  expect(createJobRepository(today).find(job)).toMatchObject({
    state: 'cancelled',
    startedBy: 'local',
    takeOver: null,
    choices: { takeOver: false },
  });
  today.close();
});

test('a training whose station went away while the models were compared has its model, and nobody decided', async () => {
  const { folder, database, products, models } = openServices();
  const { id: productId } = products.create('Cookie');
  const card = writeModelFolder(join(folder, 'job'), { productId });
  await models.register(join(folder, 'job'));
  const jobs = createJobRepository(database);
  const [compared, trained] = [randomUUID(), randomUUID()];
  for (const id of [compared, trained]) {
    jobs.insert({
      id,
      productId,
      family: 'memory',
      preset: 'instant',
      epochs: null,
      seed: 0,
      choices: trainingChoicesSchema.parse({ takeOver: true }),
      startedBy: 'Mira',
      createdAt: 1,
    });
    jobs.start(id, 2);
  }
  jobs.beginComparison(compared, card.id);
  expect(jobs.find(compared)).toMatchObject({ state: 'running', phase: 'comparison', modelId: null });

  const takeOver = { kind: 'undecided', code: 'WORKER_FAILED', message: 'It was stopped.' } as const;
  jobs.completeCompared([compared, trained], takeOver, 3);
  expect(jobs.failOrphans([compared, trained], 'WORKER_FAILED', 'It was stopped.', 3)).toBe(1);
  expect(jobs.find(compared)).toMatchObject({
    state: 'completed',
    phase: 'finished',
    modelId: card.id,
    startedBy: 'Mira',
    finishedAt: 3,
    takeOver,
  });
  expect(jobs.find(trained)).toMatchObject({ state: 'failed', modelId: null, takeOver: null });
});
