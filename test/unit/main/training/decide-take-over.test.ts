import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTakeOver } from '../../../../src/main/training/decide-take-over.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import type { EvaluationEvent, EvaluationResult } from '../../../../src/shared/contract/models.ts';
import { collect } from '../../../support/collect.ts';
import { evaluationResult } from '../../../support/evaluation-result.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { writeSpottedParts } from '../../../support/labelled-parts.ts';
import { writeModelFolder } from '../../../support/model-folder.ts';
import { openServices } from '../../../support/services.ts';

/** Makes scores of as many good and defective parts as a comparison needs. @param passing number of defective parts that pass */
const scoresOf = (passing: number) =>
  Array.from({ length: 20 }, (_, index) => ({
    file: `${index}.png`,
    kind: index < 10 ? 'good' : 'spot',
    defective: index >= 10,
    score: index >= 10 + passing ? 0.9 : 0.1,
    largestRegions: [],
  }));

/** Opens a product with test images, an active model and a better candidate; the test supplies the evaluations. */
async function openComparison(
  during: (what: { activateThird(): Promise<unknown> }) => Promise<unknown>,
  passing = { active: 3, candidate: 1 },
) {
  const services = openServices();
  const { folder, products, models, datasets } = services;
  const { id: productId } = products.create('Disc');
  await writeSpottedParts(join(folder, 'parts'), 10);
  await collect(await datasets.importFolder(productId, join(folder, 'parts'), singleUser));
  const [active, candidate, third] = await Promise.all(
    ['active', 'candidate', 'third'].map(async (name) => {
      const { id } = writeModelFolder(join(folder, name), { productId });
      await models.register(join(folder, name));
      return id;
    }),
  );
  if (!active || !candidate || !third) throw new Error('Three models were registered');
  await models.activate(active, '', singleUser);
  async function* evaluate(modelId: string): AsyncGenerator<EvaluationEvent> {
    yield { kind: 'progress', done: 1, total: 2 };
    if (modelId === candidate) {
      await during({ activateThird: () => models.activate(third ?? '', 'by hand', singleUser) });
    }
    const result: EvaluationResult = evaluationResult({
      scores: scoresOf(modelId === candidate ? passing.candidate : passing.active),
      images: 20,
      // These maps rank worse, so that only the decisions favour the candidate.
      imageAuroc: modelId === candidate ? 0.9 : 0.99,
      dataSha256: 'a'.repeat(64),
    });
    yield { kind: 'finished', evaluation: { id: 1, modelId, folder: '', evaluatedAt: 1, result } };
  }
  const decide = createTakeOver({ products, datasets, models, evaluation: { evaluate } });
  const order = { productId, modelId: candidate, user: singleUser };
  return { ...services, decide, order, active, candidate, third };
}

test('the better model takes over, with its figures in the note', async () => {
  const { decide, order, candidate, models } = await openComparison(() => Promise.resolve());
  const left: (number | null)[] = [];
  const outcome = await decide(order, new AbortController().signal, (seconds) => void left.push(seconds));
  expect(outcome).toMatchObject({
    kind: 'taken',
    own: { imageAuroc: 0.9, decided: { escapes: { count: 1, of: 10 } } },
    other: {
      imageAuroc: 0.99,
      decided: { escapes: { count: 3, of: 10 }, falseRejects: { count: 0, of: 10 } },
    },
  });
  expect(left).toHaveLength(2);
  const [latest] = models.activations(order.productId);
  expect(latest).toMatchObject({ modelId: candidate, activatedBy: 'local' });
  expect(latest?.note).toContain(
    'on 20 test images 1 of 10 defects pass and 0 of 10 good parts are rejected (before: 3 of 10 defects pass',
  );
});

test('a model without an escape is never replaced by one with escapes, however well its maps rank', async () => {
  const { decide, order, active, products } = await openComparison(() => Promise.resolve(), {
    active: 0,
    candidate: 1,
  });
  const outcome = await decide(order, new AbortController().signal, () => undefined);
  expect(outcome).toMatchObject({ kind: 'kept', comparison: 'worse' });
  expect(products.get(order.productId).activeModelId).toBe(active);
});

test.each([
  [1, true],
  [3, false],
])(
  'the first model is measured: with %i of 10 defects passing it is activated: %s',
  async (passing, activated) => {
    const services = openServices();
    const { folder, products, models, datasets } = services;
    const { id: productId } = products.create('Disc');
    await writeSpottedParts(join(folder, 'parts'), 1);
    await collect(await datasets.importFolder(productId, join(folder, 'parts'), singleUser));
    const { id: modelId } = writeModelFolder(join(folder, 'first'), { productId });
    await models.register(join(folder, 'first'));
    async function* evaluate(): AsyncGenerator<EvaluationEvent> {
      const result = evaluationResult({ scores: scoresOf(passing), images: 20 });
      yield await Promise.resolve({
        kind: 'finished',
        evaluation: { id: 1, modelId, folder: '', evaluatedAt: 1, result },
      });
    }
    const decide = createTakeOver({ products, datasets, models, evaluation: { evaluate } });
    const order = { productId, modelId, user: singleUser };
    expect(await decide(order, new AbortController().signal, () => undefined)).toMatchObject({
      kind: 'first',
      activated,
      decided: { escapes: { count: passing, of: 10 } },
    });
    expect(products.get(productId).activeModelId).toBe(activated ? modelId : null);
  },
);

test('a model that a person activated meanwhile stays', async () => {
  const { decide, order, third, products } = await openComparison(({ activateThird }) => activateThird());
  const failure = await failureOf(() => decide(order, new AbortController().signal, () => undefined));
  expect(failure).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Another model') });
  expect(products.get(order.productId).activeModelId).toBe(third);
});

test('nothing takes over from the model that a person activated while the first one was measured', async () => {
  const { folder, products, models, datasets } = openServices();
  const { id: productId } = products.create('Disc');
  await writeSpottedParts(join(folder, 'parts'), 1);
  await collect(await datasets.importFolder(productId, join(folder, 'parts'), singleUser));
  const { id: modelId } = writeModelFolder(join(folder, 'first'), { productId });
  const { id: chosen } = writeModelFolder(join(folder, 'chosen'), { productId });
  for (const name of ['first', 'chosen']) await models.register(join(folder, name));
  async function* evaluate(): AsyncGenerator<EvaluationEvent> {
    await models.activate(chosen, 'by hand', singleUser);
    const result = evaluationResult({ scores: scoresOf(0), images: 20 });
    yield { kind: 'finished', evaluation: { id: 1, modelId, folder: '', evaluatedAt: 1, result } };
  }
  const decide = createTakeOver({ products, datasets, models, evaluation: { evaluate } });
  const order = { productId, modelId, user: singleUser };
  const { signal } = new AbortController();
  await expect(decide(order, signal, () => undefined)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(products.get(productId).activeModelId).toBe(chosen);
});

test('a comparison that is stopped at its very end activates nothing', async () => {
  const stop = new AbortController();
  const { decide, order, active, products } = await openComparison(() => Promise.resolve(stop.abort()));
  const failure = await failureOf(() => decide(order, stop.signal, () => undefined));
  expect(failure.code).toBe('CANCELLED');
  expect(products.get(order.productId).activeModelId).toBe(active);
});
