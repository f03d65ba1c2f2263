import { join } from 'node:path';
import { expect, test } from 'vitest';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { writeModelFolder } from '../../../support/model-folder.ts';
import { openServices } from '../../../support/services.ts';

test('activations are listed newest first, with who, why, the limits of then and the limits of now', async () => {
  const { folder, models, products } = openServices();
  const { id: productId } = products.create('Cookie');
  const { id: elsewhere } = products.create('Ring');
  expect(models.activations(productId)).toEqual([]);
  const [first, second] = ['first', 'second'].map((name) => {
    return writeModelFolder(join(folder, name), { productId });
  });
  if (!first || !second) throw new Error('Two models were written');
  for (const name of ['first', 'second']) await models.register(join(folder, name));

  await models.activate(first.id, 'first shift', singleUser);
  products.setThresholds(productId, { review: 7, defect: 8 }, singleUser);
  await models.activate(second.id, '', { name: 'Mira' });
  await models.activate(first.id, 'back', singleUser);

  const own = { review: 2.5, defect: 4, pixelThreshold: 4, smallestArea: 0 };
  const moved = { ...own, review: 7, defect: 8, pixelThreshold: 8 };
  const model = { family: 'patch', preset: 'compact', modelCreatedAt: first.createdAt };
  const activations = models.activations(productId);
  expect(activations).toMatchObject([
    { ...model, modelId: first.id, note: 'back', activatedBy: 'local', limits: moved, lastLimits: moved },
    { ...model, modelId: second.id, note: '', activatedBy: 'Mira', limits: own, lastLimits: own },
    { ...model, modelId: first.id, note: 'first shift', activatedBy: 'local', lastLimits: moved },
  ]);
  expect(activations.map(({ id }) => id)).toEqual([3, 2, 1]);
  expect(models.activations(elsewhere)).toEqual([]);
});
