import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJobRepository } from '../../../../src/main/training/job-repository.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { writeModelFolder } from '../../../support/model-folder.ts';
import { openServices } from '../../../support/services.ts';
import { trainingChoicesSchema } from '../../../../src/shared/contract/training.ts';

test('rows that explain a verdict are never changed or deleted, by whatever SQL', async () => {
  const { folder, database, products, models } = openServices();
  const { id: productId } = products.create('Cookie');
  const card = writeModelFolder(join(folder, 'job'), { productId });
  await models.register(join(folder, 'job'));
  await models.activate(card.id, '', singleUser);
  for (const table of ['models', 'thresholds', 'activations']) {
    expect(() => database.exec(`UPDATE ${table} SET product_id = product_id`)).toThrow('never change');
    expect(() => database.exec(`DELETE FROM ${table}`)).toThrow('never deleted');
  }
  expect(() => database.exec('DELETE FROM products')).toThrow('never deleted');
});

test('a job that has ended never changes', () => {
  const { database, products } = openServices();
  const { id: productId } = products.create('Cookie');
  const jobs = createJobRepository(database);
  const id = '5d9b54a0-0a4f-4b0e-8f4e-9f3f6a1f4b11';
  jobs.insert({
    id,
    productId,
    family: 'patch',
    preset: 'quick',
    epochs: null,
    seed: 0,
    choices: trainingChoicesSchema.parse({}),
    startedBy: 'local',
    createdAt: 1,
  });
  expect(jobs.finish(id, { state: 'cancelled' }, 2)).toBe(true);
  expect(jobs.finish(id, { state: 'failed', code: 'WORKER_FAILED', message: 'late' }, 3)).toBe(false);
  expect(() => database.exec(`UPDATE jobs SET state = 'running', finished_at = NULL`)).toThrow(
    'never changes',
  );
  expect(jobs.find(id)?.state).toBe('cancelled');
});
