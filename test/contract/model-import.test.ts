import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sha256 } from '../../src/main/files/hash.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { collect } from '../support/collect.ts';
import { writeLabelledFolder } from '../support/labelled-folder.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

async function openStation(folder = temporaryFolder()) {
  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  return { station, bugs, client, folder };
}

test('a model that one station exported inspects, is evaluated and exported on another', async () => {
  const first = temporaryFolder();
  const { modelId } = await makeSmallProduct(join(first, 'home'));
  const here = await openStation(first);
  await here.client.settings.set({ values: { 'station.name': 'Linie 3' }, expected: 0 });
  const { folder } = await here.client.models.exportTo({ modelId, folder: join(first, 'out') });

  const there = await openStation();
  const { id: productId } = await there.client.products.create({ name: 'disc' });
  const look = await there.client.models.lookAtExport({ folder });
  expect(look).toMatchObject({
    id: modelId,
    productName: 'Disc',
    preset: 'quick',
    matchingProductId: productId,
    installedProductId: null,
    evaluation: null,
    exportedFrom: 'Linie 3',
  });
  const model = await there.client.models.importFrom({ folder, productId });
  expect(model).toMatchObject({ id: modelId, productId, active: false, graphSha256: look.graphSha256 });
  expect(readdirSync(there.station.paths.jobs)).toEqual([]);
  expect(await there.client.products.get({ id: productId })).toMatchObject({
    modelCount: 1,
    activeModelId: null,
  });

  await there.client.models.activate({ modelId, note: 'from the other line' });
  await writeLabelledFolder(join(there.folder, 'data'), 2, 2);
  const source = { kind: 'folder', folder: join(there.folder, 'data') } as const;
  const events = await collect(await there.client.models.evaluate({ modelId, source }));
  const last = events.at(-1);
  if (last?.kind !== 'finished') throw new Error('The evaluation ended early');
  const report = await there.station.readMedia(
    { kind: 'evaluation-report', id: last.evaluation.id },
    singleUser,
  );
  expect(await report.body.text()).toContain('<title>disc: evaluation on data</title>');
  const again = await there.client.models.exportTo({ modelId, folder: join(there.folder, 'out') });
  expect(await there.client.models.lookAtExport({ folder: again.folder })).toMatchObject({
    id: modelId,
    installedProductId: productId,
    evaluation: { images: 4 },
    exportedFrom: null,
  });
  await expect(there.client.models.importFrom({ folder, productId })).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
    message: expect.stringContaining('“disc” has this model already'),
  });
  expect([...here.bugs, ...there.bugs]).toEqual([]);
});

test('for another product of the same station the model gets an id of its own', async () => {
  const folder = temporaryFolder();
  const { modelId } = await makeSmallProduct(join(folder, 'home'));
  const { client } = await openStation(folder);
  const out = await client.models.exportTo({ modelId, folder: join(folder, 'out') });
  const { id: productId } = await client.products.create({ name: 'Ring' });
  const model = await client.models.importFrom({ folder: out.folder, productId });
  expect(model.id).not.toBe(modelId);
  expect(await client.models.activate({ modelId: model.id })).toMatchObject({ productId, active: true });
  expect(await client.models.card({ modelId: model.id })).toMatchObject({
    id: model.id,
    productName: 'Disc',
  });
});

test('what is damaged, of another version, or no model is refused by name and leaves nothing', async () => {
  const { client, folder, station, bugs } = await openStation();
  const { id: productId } = await client.products.create({ name: 'Disc' });
  const refusal = async (from: string) => {
    const failure: unknown = await client.models.importFrom({ folder: from, productId }).then(
      () => null,
      (error: unknown) => error,
    );
    return failure;
  };
  const written = (name: string, change: (from: string) => void): string => {
    const from = join(folder, name);
    writeSmallModel(from);
    change(from);
    return from;
  };
  const rewriteCard = (from: string, change: (card: Record<string, unknown>) => unknown): void => {
    const path = join(from, 'card.json');
    const card = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
    writeFileSync(path, JSON.stringify(change(card)));
  };

  const flipped = written('flipped', (from) => {
    const path = join(from, 'students.safetensors');
    const bytes = readFileSync(path);
    bytes[50] = (bytes[50] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  });
  expect(await refusal(flipped)).toMatchObject({
    code: 'CORRUPT_MODEL',
    message: expect.stringContaining(join(flipped, 'students.safetensors')),
  });
  const newer = written('newer', (from) => rewriteCard(from, (card) => ({ ...card, format: 9 })));
  expect(await refusal(newer)).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('format 9'),
  });
  const garbled = written('garbled', (from) => writeFileSync(join(from, 'card.json'), '{"format": 2'));
  expect(await refusal(garbled)).toMatchObject({
    code: 'CORRUPT_MODEL',
    message: expect.stringContaining('card.json'),
  });
  // The hashes are right, but the file is no graph.
  const graphless = written('graphless', (from) => {
    const graph = new TextEncoder().encode('no graph');
    writeFileSync(join(from, 'model.onnx'), graph);
    rewriteCard(from, (card) => ({
      ...card,
      graph: { file: 'model.onnx', sha256: sha256(graph), bytes: graph.length, inputSize: [64, 64] },
    }));
  });
  expect(await refusal(graphless)).toMatchObject({
    code: 'CORRUPT_MODEL',
    message: expect.stringContaining('does not run on this station'),
  });
  const wrongSize = written('wrong size', (from) =>
    rewriteCard(from, (card) => ({ ...card, graph: { ...Object(card['graph']), inputSize: [32, 32] } })),
  );
  expect(await refusal(wrongSize)).toMatchObject({ code: 'CORRUPT_MODEL' });
  // Each of these would take unbounded memory, never become active, or stay the newest for ever.
  for (const [name, change] of Object.entries({
    'huge graph': (card: Record<string, unknown>) => ({
      ...card,
      graph: { ...Object(card['graph']), inputSize: [20_000, 20_000] },
    }),
    'limits in the wrong order': (card: Record<string, unknown>) => ({
      ...card,
      thresholds: { ...Object(card['thresholds']), review: 5, defect: 0.1 },
    }),
    'from the future': (card: Record<string, unknown>) => ({
      ...card,
      createdAt: Date.now() + 2 * 86_400_000,
    }),
    'a long name': (card: Record<string, unknown>) => ({ ...card, productName: 'x'.repeat(201) }),
    'a long card': (card: Record<string, unknown>) => ({ ...card, padding: 'x'.repeat(16_000_000) }),
  })) {
    expect(await refusal(written(name, (from) => rewriteCard(from, change))), name).toMatchObject({
      code: 'CORRUPT_MODEL',
      message: expect.stringContaining('card.json'),
    });
  }
  mkdirSync(join(folder, 'empty'));
  expect(await refusal(join(folder, 'empty'))).toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('holds no exported model'),
  });
  expect(await refusal(join(folder, 'nowhere'))).toMatchObject({ code: 'NOT_FOUND' });

  expect(await client.models.list({ productId })).toEqual([]);
  expect(readdirSync(station.paths.home)).not.toContain('models');
  expect(readdirSync(station.paths.jobs)).toEqual([]);
  expect(bugs).toEqual([]);
});
