import { join } from 'node:path';
import { expect, test } from 'vitest';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import type { NewThresholds } from '../../../../src/main/products/thresholds-repository.ts';
import { writeModelFolder } from '../../../support/model-folder.ts';
import { openServices } from '../../../support/services.ts';

/** Opens a model with limits in force, and the next limits that a person may set. */
async function openWithLimits() {
  const services = openServices();
  const { folder, products, models } = services;
  const { id: productId } = products.create('Cookie');
  const { id: modelId } = writeModelFolder(join(folder, 'job'), { productId });
  await models.register(join(folder, 'job'));
  await models.activate(modelId, '', singleUser);
  const next: NewThresholds = {
    productId,
    modelId,
    limits: { review: 7, defect: 8, pixelThreshold: 0.6, smallestArea: 0.001, pixelFollows: false },
    origin: 'person',
    setBy: 'test',
  };
  return { ...services, modelId, next };
}

test('limits that did not change are not read from the disk again', async () => {
  const { thresholds, database, modelId } = await openWithLimits();
  const inForce = thresholds.latest(modelId);
  expect(inForce).toMatchObject({ modelId, origin: 'validation' });
  database.close();
  expect(thresholds.latest(modelId)).toEqual(inForce);
});

test('new limits are in force at once', async () => {
  const { thresholds, modelId, next } = await openWithLimits();
  thresholds.latest(modelId);
  const set = thresholds.append(next);
  expect(thresholds.latest(modelId)).toEqual(set);
});

test('limits of a transaction that was taken back were never in force', async () => {
  const { thresholds, database, modelId, next } = await openWithLimits();
  const before = thresholds.latest(modelId);
  const change = database.transaction(() => {
    thresholds.append(next);
    expect(thresholds.latest(modelId)).toMatchObject(next.limits);
    throw new Error('The disk is full');
  });
  expect(() => change()).toThrow('The disk is full');
  expect(thresholds.latest(modelId)).toEqual(before);
});
