import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { singleUser } from '../../src/main/users/single-user.ts';
import { changeTo, withScoreLimits } from '../../src/shared/domain/chosen-limits.ts';
import { outcomeAt } from '../../src/shared/domain/decision-outcome.ts';
import { limitsProposal } from '../../src/shared/domain/limits-proposal.ts';
import { collect } from '../support/collect.ts';
import { writeLabelledFolder } from '../support/labelled-folder.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

async function openWithProduct() {
  const folder = temporaryFolder();
  const { productId, modelId } = await makeSmallProduct(join(folder, 'home'));
  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const product = () => client.products.get({ id: productId });
  return { folder, client, bugs, modelId, productId, product };
}

/** Opens a station with an evaluated model whose scores say nothing about parts. */
async function openEvaluated() {
  const opened = await openWithProduct();
  const { folder, client, modelId } = opened;
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 4, 5);
  const events = await collect(
    await client.models.evaluate({ modelId, source: { kind: 'folder', folder: data } }),
  );
  const last = events.at(-1);
  if (last?.kind !== 'finished') throw new Error('The evaluation ended early');
  const { result } = last.evaluation;
  const defective = result.scores.filter((image) => image.defective).map(({ score }) => score);
  return { ...opened, data, result, rising: defective.sort((a, b) => a - b) };
}

test('more than a fifth of the known defects passing is refused without a note, and kept with one', async () => {
  const { client, bugs, data, modelId, rising, product } = await openEvaluated();
  const before = (await product()).thresholds;
  const [, , third = 0] = rising;
  // At these limits, two of five defective parts pass.
  const limits = { review: third, defect: third + 1 };
  for (const note of ['', '   ']) {
    await expect(client.models.activate({ modelId, note, limits })).rejects.toMatchObject({
      code: 'NOTE_NEEDED',
      message: expect.stringContaining('2 of 5 known defects pass'),
    });
  }
  expect((await product()).thresholds).toEqual(before);
  expect(await client.models.activations({ productId: (await product()).id })).toHaveLength(1);

  const note = 'Only for the trial run.';
  expect(await client.models.activate({ modelId, note, limits })).toMatchObject({
    lastLimits: { ...limits, pixelFollows: true },
  });
  const [latest] = await client.models.activations({ productId: (await product()).id });
  expect(latest).toMatchObject({ note, limits });
  // Neither the model's last limits nor an evaluation on good parts alone gets around the rule.
  rmSync(join(data, 'test/spot'), { recursive: true });
  await collect(await client.models.evaluate({ modelId, source: { kind: 'folder', folder: data } }));
  await expect(client.models.activate({ modelId })).rejects.toMatchObject({ code: 'NOTE_NEEDED' });
  expect(bugs).toEqual([]);
});

test('a model is activated with exactly the limits that were chosen; a fifth passing needs no note', async () => {
  const { client, modelId, result, rising, product } = await openEvaluated();
  const [, second = 0] = rising;
  const limits = { review: second, defect: second + 0.25, smallestArea: 0.02 };
  await client.models.activate({ modelId, limits });
  const inForce = (await product()).thresholds;
  expect(inForce).toMatchObject({
    ...limits,
    pixelThreshold: limits.defect,
    origin: 'person',
    setBy: 'local',
  });
  if (inForce === null) throw new Error('Limits are in force');
  expect(outcomeAt(result, { ...inForce, smallestArea: 0 }).escapes.count).toBe(1);

  const noEscape = limitsProposal(
    result,
    { kind: 'escape-rate', rate: 0 },
    { review: 10, defect: 20 },
    inForce,
  );
  if (noEscape === null) throw new Error('There are defective parts');
  const change = { ...changeTo(withScoreLimits(noEscape.limits, noEscape.limits)) };
  expect(await client.models.activate({ modelId, limits: change })).toMatchObject({
    lastLimits: noEscape.limits,
  });
});

test('a model that was never evaluated is activated, since nobody knows what passes; limits in the wrong order are refused', async () => {
  const { client, modelId } = await openWithProduct();
  expect(await client.models.activate({ modelId, limits: { review: 1e8, defect: 1e9 } })).toMatchObject({
    active: true,
    lastLimits: { review: 1e8, defect: 1e9 },
  });
  await expect(client.models.activate({ modelId, limits: { review: 2, defect: 1 } })).rejects.toThrow(
    'The review limit has to lie at or below',
  );
});

test('the smallest defect that matters is kept with its product, recorded, and taken back', async () => {
  const { client, productId, product } = await openWithProduct();
  expect((await product()).smallestDefect).toBeNull();
  await client.products.setSmallestDefect({ id: productId, smallestDefect: 0.02 });
  expect((await product()).smallestDefect).toBe(0.02);
  const { records } = await client.audit.list({ filter: { code: 'product.changed' }, limit: 1 });
  expect(records[0]?.valueAfter).toContain('"smallest_defect":0.02');
  await client.products.setSmallestDefect({ id: productId, smallestDefect: null });
  expect((await product()).smallestDefect).toBeNull();
  await expect(client.products.setSmallestDefect({ id: productId, smallestDefect: 0 })).rejects.toThrow(
    'smallestDefect',
  );
});

test('what an escape costs is kept with its product', async () => {
  const { client, productId, product } = await openWithProduct();
  expect((await product()).escapeCost).toBe(10);
  await client.products.setEscapeCost({ id: productId, escapeCost: 50 });
  expect((await product()).escapeCost).toBe(50);
  await expect(client.products.setEscapeCost({ id: productId, escapeCost: 0.5 })).rejects.toThrow(
    'escapeCost',
  );
});
