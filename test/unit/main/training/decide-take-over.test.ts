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

/** Scores of as many good and defective parts as a comparison needs. */
const scores = Array.from({ length: 20 }, (_, index) => ({
  file: `${index}.png`,
  kind: index < 10 ? 'good' : 'spot',
  defective: index >= 10,
  score: index / 20,
  largestRegions: [],
}));

/** A product with test images, an active model and a candidate that does better; evaluations are handed in. */
async function openComparison(during: (what: { activateThird(): Promise<unknown> }) => Promise<unknown>) {
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
      scores,
      images: scores.length,
      imageAuroc: modelId === candidate ? 0.99 : 0.9,
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
  expect(outcome).toMatchObject({ kind: 'taken', own: { imageAuroc: 0.99 }, other: { imageAuroc: 0.9 } });
  expect(left).toHaveLength(2);
  const [latest] = models.activations(order.productId);
  expect(latest).toMatchObject({ modelId: candidate, activatedBy: 'local' });
  expect(latest?.note).toContain('on 20 test images image AUROC 0.990 (before 0.900)');
});

test('a model that a person activated meanwhile stays', async () => {
  const { decide, order, third, products } = await openComparison(({ activateThird }) => activateThird());
  const failure = await failureOf(() => decide(order, new AbortController().signal, () => undefined));
  expect(failure).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Another model') });
  expect(products.get(order.productId).activeModelId).toBe(third);
});

test('a comparison that is stopped at its very end activates nothing', async () => {
  const stop = new AbortController();
  const { decide, order, active, products } = await openComparison(() => Promise.resolve(stop.abort()));
  const failure = await failureOf(() => decide(order, stop.signal, () => undefined));
  expect(failure.code).toBe('CANCELLED');
  expect(products.get(order.productId).activeModelId).toBe(active);
});
