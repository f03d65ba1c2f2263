import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createEvaluationRepository } from '../../../../src/main/evaluation/repository.ts';
import { cardWithEvaluationSchema } from '../../../../src/main/models/card-with-evaluation.ts';
import type { ModelCard } from '../../../../src/main/learning/model-card.ts';
import { verifyModel } from '../../../../src/main/models/store.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { evaluationResult } from '../../../support/evaluation-result.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { writeModelFolder } from '../../../support/model-folder.ts';
import { holdDatabase } from '../../../support/hold-database.ts';
import { openServices, type TestServices } from '../../../support/services.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function register({ folder, models, products }: TestServices, name = 'Cookie'): Promise<ModelCard> {
  const product = products.findByName(name) ?? products.create(name);
  const job = join(folder, `job-${Math.random()}`);
  const card = writeModelFolder(job, { productId: product.id, productName: name });
  writeFileSync(join(job, 'checkpoint.tmp'), 'left over');
  await models.register(job);
  return card;
}

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
}

test('a finished job becomes a read-only model with nothing else in its folder', async () => {
  const services = openServices();
  const card = await register(services);
  const folder = join(services.paths.models, card.id);
  expect(readdirSync(folder).sort()).toEqual(['card.json', 'model.onnx', 'students.safetensors']);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o222).toBe(0);
  expect(services.models.list(card.productId)).toMatchObject([
    { id: card.id, active: false, graphSha256: card.graph.sha256, trainingImages: 1, latestEvaluation: null },
  ]);
  expect(services.models.card(card.id)).toEqual(card);
});

test('a job whose graph does not fit its card is not taken over', async () => {
  const { folder, models, products, paths } = openServices();
  const { id: productId } = products.create('Cookie');
  writeModelFolder(join(folder, 'job'), { productId });
  flipByte(join(folder, 'job', 'model.onnx'));
  expect(await failureOf(() => models.register(join(folder, 'job')))).toMatchObject({
    code: 'CORRUPT_MODEL',
  });
  expect(models.list(productId)).toEqual([]);
  expect(readdirSync(paths.home)).not.toContain('models');
});

test('an activation waits for a database that another program holds, as long as it is told to', async () => {
  const services = openServices();
  const { database, models, paths } = services;
  const { id } = await register(services);
  database.pragma('busy_timeout = 20');
  const release = holdDatabase(paths.database);
  await expect(models.activate(id, '', singleUser)).rejects.toThrow('locked');
  const tries: number[] = [];
  const activated = models.activate(id, '', singleUser, undefined, (waitedMs) => tries.push(waitedMs) < 100);
  await vi.waitFor(() => expect(tries.length).toBeGreaterThan(1), 10_000);
  release();
  expect(await activated).toMatchObject({ id, active: true });
  expect(models.activations((await activated).productId)).toHaveLength(1);
});

test('a model that a full database cannot take leaves no folder behind', async () => {
  const { folder, database, models, products, paths } = openServices();
  const { id: productId } = products.create('Cookie');
  const job = join(folder, 'job');
  writeModelFolder(job, { productId });
  // Free pages of earlier migrations would leave room for a model, so remove them first.
  database.exec('VACUUM');
  database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
  const card = join(job, 'card.json');
  const longSkips = Array.from({ length: 10 }, () => ({ name: 'x', message: 'x'.repeat(2_000) }));
  const long = { ...JSON.parse(readFileSync(card, 'utf8')), skippedImages: longSkips };
  writeFileSync(card, JSON.stringify(long));
  await expect(models.register(job)).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(models.list(productId)).toEqual([]);
  expect(readdirSync(paths.models)).toEqual([]);
});

test('activation sets the limits of the validation images and names who did it', async () => {
  const services = openServices();
  const card = await register(services);
  const model = await services.models.activate(card.id, 'first shift', singleUser);
  expect(model.active).toBe(true);
  expect(services.products.get(card.productId)).toMatchObject({
    activeModelId: card.id,
    thresholds: { modelId: card.id, review: 2.5, defect: 4, origin: 'validation' },
  });
  expect(services.activated).toEqual([card.productId]);
  expect(services.database.prepare('SELECT note, activated_by FROM activations').all()).toEqual([
    { note: 'first shift', activated_by: 'local' },
  ]);
});

test('a model is named, pinned and put away, but not while it is active; activating it takes it back', async () => {
  const services = openServices();
  const { models } = services;
  const one = await register(services);
  const other = await register(services);
  await models.activate(one.id, '', singleUser);
  expect(models.edit(other.id, { name: 'Night shift', note: 'Darker lamp', pinned: true })).toMatchObject({
    name: 'Night shift',
    note: 'Darker lamp',
    pinned: true,
    archivedAt: null,
  });
  const archived = models.edit(other.id, { archived: true });
  expect(archived).toMatchObject({ name: 'Night shift', pinned: true, archivedAt: expect.any(Number) });
  // A model keeps the time at which it was archived, whatever else changes.
  expect(models.edit(other.id, { archived: true, note: '' }).archivedAt).toBe(archived.archivedAt);
  expect(await failureOf(() => models.edit(one.id, { archived: true }))).toMatchObject({
    code: 'CONFLICT',
  });
  expect(await models.activate(other.id, '', singleUser)).toMatchObject({ active: true, archivedAt: null });
});

test('a model that is activated again has the limits it had last', async () => {
  const services = openServices();
  const { models, products } = services;
  const first = await register(services);
  const second = await register(services);
  await models.activate(first.id, '', singleUser);
  const moved = products.setThresholds(first.productId, { review: 7, defect: 8 }, singleUser);
  await models.activate(second.id, '', singleUser);
  expect(products.get(first.productId).thresholds).toMatchObject({ modelId: second.id, review: 2.5 });
  await models.activate(first.id, '', singleUser);
  expect(products.get(first.productId).thresholds).toEqual(moved);
  expect(models.list(first.productId).map(({ id, active }) => [id, active])).toEqual(
    expect.arrayContaining([
      [first.id, true],
      [second.id, false],
    ]),
  );
});

test('the next model of a product keeps what judges its map, with its own limits of the score', async () => {
  const services = openServices();
  const { models, products } = services;
  const first = await register(services);
  const second = await register(services);
  await models.activate(first.id, '', singleUser);
  expect(products.get(first.productId).thresholds).toMatchObject({
    pixelThreshold: 4,
    pixelFollows: true,
    smallestArea: 0,
  });
  const set = { review: 7, defect: 8, pixelThreshold: 0.7, smallestArea: 0.0005 };
  products.setThresholds(first.productId, set, singleUser);
  await models.activate(second.id, '', singleUser);
  expect(products.get(first.productId).thresholds).toMatchObject({
    ...set,
    modelId: second.id,
    review: 2.5,
    defect: 4,
    origin: 'validation',
  });
});

test('a flipped byte in the graph is named with model, file and remedy, and the active model stays', async () => {
  const services = openServices();
  const { models, products, paths } = services;
  const good = await register(services);
  const bad = await register(services);
  await models.activate(good.id, '', singleUser);
  const graph = join(paths.models, bad.id, 'model.onnx');
  flipByte(graph);
  const failure = await failureOf(() => models.activate(bad.id, '', singleUser));
  expect(failure.code).toBe('CORRUPT_MODEL');
  for (const word of ['Cookie', graph, 'train again']) expect(failure.message).toContain(word);
  expect(products.get(good.productId).activeModelId).toBe(good.id);
});

test.each([
  ['a missing card', (folder: string) => rmSync(join(folder, 'card.json'))],
  ['a missing graph', (folder: string) => rmSync(join(folder, 'model.onnx'))],
  ['a card that is no JSON', (folder: string) => writeFileSync(join(folder, 'card.json'), '{"format": 1,')],
  ['a card of another form', (folder: string) => writeFileSync(join(folder, 'card.json'), '{"format": 2}')],
  ['a graph cut short', (folder: string) => writeFileSync(join(folder, 'model.onnx'), 'short')],
])('%s is a corrupt model that names the file', async (_, damage) => {
  const folder = join(temporaryFolder(), 'model');
  writeModelFolder(folder, {});
  damage(folder);
  const failure = await failureOf(() => verifyModel(folder));
  expect(failure.code).toBe('CORRUPT_MODEL');
  expect(failure.message).toContain(folder);
});

test('a folder that holds another whole model is not taken for the registered one', async () => {
  const services = openServices();
  const card = await register(services);
  const folder = join(services.paths.models, card.id);
  rmSync(folder, { recursive: true });
  writeModelFolder(folder, { id: card.id, productId: card.productId });
  expect(await failureOf(() => services.models.verify(card.id))).toMatchObject({ code: 'CORRUPT_MODEL' });
});

test('an export is a whole copy that verifies by itself', async () => {
  const services = openServices();
  const card = await register(services, 'Cookie & Crème');
  const { folder, files } = await services.models.exportTo(card.id, join(services.folder, 'out', 'deep'));
  expect(folder).toContain('cookie-crème-2026-11-23-1200');
  expect(files).toEqual(['model.onnx', 'students.safetensors', 'card.json']);
  expect(await verifyModel(folder)).toEqual(card);
  expect(readdirSync(join(services.folder, 'out', 'deep'))).toHaveLength(1);
});

test('the card that is shown and exported carries the latest evaluation, and nothing of the machine', async () => {
  const services = openServices();
  const { models, paths } = services;
  const card = await register(services);
  const onDisk = join(paths.models, card.id, 'card.json');
  const before = readFileSync(onDisk);
  expect(models.cardWithEvaluation(card.id)).toEqual({ ...card, evaluation: null });

  const evaluations = createEvaluationRepository(services.database);
  evaluations.insert(card.id, '/home/someone/earlier', evaluationResult({ imageAuroc: 0.1 }));
  const skipped = [
    { name: 'test/spot/c.png', message: '“/home/someone/parts 2/test/spot/c.png” is damaged.' },
  ];
  const latest = evaluations.insert(card.id, '/home/someone/parts 2/', evaluationResult({ skipped }));
  const shown = models.cardWithEvaluation(card.id);
  expect(shown).toEqual({
    ...card,
    evaluation: {
      format: 1,
      evaluatedAt: latest.evaluatedAt,
      folder: 'parts 2',
      images: { good: 2, defective: 2, skipped: 1 },
      imageAuroc: 0.75,
      pixelAuroc: 0.8,
      auPro: 0.6,
      bestF1: { threshold: 0.4, f1: 0.8 },
      thresholds: { review: 0.3, defect: 0.5, pixelThreshold: 0.5, smallestArea: 0 },
      confusion: { truePositives: 1, falseRejects: 1, trueNegatives: 1, escapes: 1 },
      kinds: [{ kind: 'spot', images: 2, foundAtReview: 1, foundAtDefect: 1, auPro: 0.6 }],
      latency: { p50: 12, p95: 15, p99: 30 },
    },
  });

  const { folder } = await models.exportTo(card.id, join(services.folder, 'out'));
  const exported: unknown = JSON.parse(readFileSync(join(folder, 'card.json'), 'utf8'));
  expect(cardWithEvaluationSchema.parse(exported)).toEqual(shown);
  expect(await verifyModel(folder)).toEqual(card);
  expect(JSON.stringify(exported)).not.toMatch(/someone|c\.png|a{64}/);
  expect(readFileSync(onDisk)).toEqual(before);
});

test('a path of any system leaves its last part in the card', async () => {
  const services = openServices();
  const card = await register(services);
  const evaluations = createEvaluationRepository(services.database);
  for (const [folder, name] of [
    ['C:\\Users\\someone\\parts', 'parts'],
    ['/data/parts/.', 'parts'],
    ['parts', 'parts'],
    ['/', 'test set'],
  ] as const) {
    evaluations.insert(card.id, folder, evaluationResult());
    expect(services.models.cardWithEvaluation(card.id).evaluation?.folder).toBe(name);
  }
});

test('an export never overwrites', async () => {
  const services = openServices();
  const card = await register(services);
  const target = join(services.folder, 'out');
  const { folder } = await services.models.exportTo(card.id, target);
  const failure = await failureOf(() => services.models.exportTo(card.id, target));
  expect(failure).toMatchObject({ code: 'ALREADY_EXISTS', message: expect.stringContaining(folder) });
});

test('an export to a path that is a file names it and leaves nothing', async () => {
  const services = openServices();
  const card = await register(services);
  const target = join(services.folder, 'file');
  writeFileSync(target, '');
  const failure = await failureOf(() => services.models.exportTo(card.id, target));
  expect(failure).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining(target) });
  expect(readFileSync(target, 'utf8')).toBe('');
});

test('a model that is installed already is not replaced', async () => {
  const services = openServices();
  const card = await register(services);
  const again = join(services.folder, 'again');
  mkdirSync(again);
  writeModelFolder(again, { id: card.id, productId: card.productId });
  expect(await failureOf(() => services.models.register(again))).toMatchObject({ code: 'CONFLICT' });
  expect(await services.models.verify(card.id)).toEqual(card);
});
