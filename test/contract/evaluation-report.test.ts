import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { decodeImage } from '../../src/main/images/decode-image.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { Evaluation } from '../../src/shared/contract/models.ts';
import type { MediaAddress } from '../../src/shared/contract/media.ts';
import { writeLabelledFolder } from '../support/labelled-folder.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testFrame } from '../support/test-frame.ts';
import { openStationUnderTest } from './station-under-test.ts';

/** Opens a station that has evaluated its small model, with limits that get everything wrong. */
async function evaluated(good: number, defective: number) {
  const folder = temporaryFolder();
  const { productId, modelId } = await makeSmallProduct(join(folder, 'home'));
  const data = join(folder, 'test set');
  await writeLabelledFolder(data, good, defective);
  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const evaluate = async (): Promise<Evaluation> => {
    for await (const event of await client.models.evaluate({
      modelId,
      source: { kind: 'folder', folder: data },
    })) {
      if (event.kind === 'finished') return event.evaluation;
    }
    throw new Error('The evaluation ended early');
  };
  const { result } = await evaluate();
  const middle =
    result.scores.map(({ score }) => score).toSorted((a, b) => a - b)[result.scores.length >> 1] ?? 0;
  await client.products.setThresholds({ id: productId, thresholds: { review: middle, defect: middle } });
  const evaluation = await evaluate();
  const text = async (address: MediaAddress): Promise<string> =>
    (await station.readMedia(address, singleUser)).body.text();
  return { folder, data, station, client, productId, evaluation, bugs, text };
}

function picturesIn(page: string): number {
  return [...page.matchAll(/src="data:image\/jpeg/g)].length;
}

test('a page holds the worst misses as pictures, a dozen of each at most', async () => {
  const { evaluation, bugs, text } = await evaluated(30, 2);
  const page = await text({ kind: 'evaluation-report', id: evaluation.id });
  const wrong = evaluation.result.scores.filter(
    ({ defective, score }) => !defective && score >= evaluation.result.thresholds.defect,
  );
  expect(wrong.length).toBeGreaterThan(12);
  expect(page).toContain(`Good images from T1 on (the worst 12 of ${wrong.length})`);
  const missed = evaluation.result.scores.filter(
    ({ defective, score }) => defective && score < evaluation.result.thresholds.defect,
  );
  expect(picturesIn(page)).toBe(2 * (12 + missed.length));
  expect(page).not.toContain('has changed since');
  expect(bugs).toEqual([]);
});

test('a page is written in the language that is asked for, else in that of the settings, with the station’s name', async () => {
  const { client, evaluation, text, bugs } = await evaluated(2, 2);
  const address = { kind: 'evaluation-report', id: evaluation.id } as const;
  expect(await text(address)).toContain('Figures of merit');
  const values = { 'report.language': 'de', 'station.name': 'Linie 3 <b>' } as const;
  await client.settings.set({ values, expected: 0 });
  const german = await text(address);
  expect(german).toContain('Kennzahlen');
  expect(german).toContain('Linie 3 &lt;b&gt;');
  expect(await text({ ...address, language: 'zh-CN' })).toContain('指标');
  expect(await text({ ...address, language: 'en' })).toContain('Figures of merit');
  expect(bugs).toEqual([]);
});

test('a page says which pictures are gone or have changed since, and tells everything else', async () => {
  const { data, evaluation, station, bugs, text } = await evaluated(3, 3);
  const { scores, thresholds } = evaluation.result;
  const before = await text({ kind: 'evaluation-report', id: evaluation.id });
  const [first, second] = scores.filter(({ defective, score }) => defective !== score >= thresholds.defect);
  if (!first || !second) throw new Error('Too few misses');
  rmSync(join(data, first.file));
  writeFileSync(join(data, second.file), await encodePng(testFrame(900, 90, 60)));
  const page = await text({ kind: 'evaluation-report', id: evaluation.id });
  expect(page).toContain('the file is no longer in the evaluated folder');
  expect(page).toContain('The file has changed since the evaluation');
  expect(picturesIn(page)).toBe(picturesIn(before) - 2);

  rmSync(data, { recursive: true });
  const bare = await text({ kind: 'evaluation-report', id: evaluation.id });
  expect(picturesIn(bare)).toBe(0);
  expect(bare).toContain('Confusion matrix at T2');
  await expect(
    station.readMedia({ kind: 'evaluation-photo', id: evaluation.id, number: 0 }, singleUser),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(bugs).toEqual([]);
});

test('the model’s card tells of the latest evaluation', async () => {
  const { client, evaluation } = await evaluated(2, 2);
  expect(await client.models.card({ modelId: evaluation.modelId })).toMatchObject({
    id: evaluation.modelId,
    evaluation: {
      folder: 'test set',
      evaluatedAt: evaluation.evaluatedAt,
      images: { good: 2, defective: 2 },
      thresholds: evaluation.result.thresholds,
    },
  });
});

test('a page of a damaged model is written without pictures', async () => {
  const { evaluation, station, text } = await evaluated(2, 2);
  rmSync(join(station.paths.models, evaluation.modelId, 'model.onnx'));
  const page = await text({ kind: 'evaluation-report', id: evaluation.id });
  expect(page).toContain('the model is damaged');
  expect(picturesIn(page)).toBe(0);
});

test('an evaluated image is shown alone and under its heatmap, with its outline; whole, with map and truth, to be looked into', async () => {
  const { evaluation, station } = await evaluated(2, 2);
  const number = evaluation.result.scores.findIndex(({ defective }) => defective);
  const read = async (kind: 'evaluation-photo' | 'evaluation-heatmap') => {
    const { body, type } = await station.readMedia({ kind, id: evaluation.id, number }, singleUser);
    expect(type).toBe('image/jpeg');
    return decodeImage(await body.bytes(), kind);
  };
  const [photo, heatmap] = [await read('evaluation-photo'), await read('evaluation-heatmap')];
  expect([photo.width, photo.height]).toEqual([heatmap.width, heatmap.height]);
  expect(photo.data).not.toEqual(heatmap.data);
  const media = async (kind: 'evaluation-picture' | 'evaluation-map' | 'evaluation-truth') =>
    (await station.readMedia({ kind, id: evaluation.id, number }, singleUser)).body.bytes();
  const whole = await decodeImage(await media('evaluation-picture'), 'whole');
  const truth = await decodeImage(await media('evaluation-truth'), 'truth');
  expect([truth.width, truth.height]).toEqual([whole.width, whole.height]);
  expect(new Set(truth.data)).toEqual(new Set([0, 255]));
  const { buffer } = await media('evaluation-map');
  const [width = 0, height = 0] = new Uint32Array(buffer, 0, 2);
  const scores = new Float32Array(buffer, 8);
  expect(scores).toHaveLength(width * height);
  expect(Math.max(...scores)).toBeGreaterThan(Math.min(...scores));
  await expect(
    station.readMedia({ kind: 'evaluation-photo', id: evaluation.id, number: 4 }, singleUser),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an evaluation tells a changed test set from the same one', async () => {
  const { data, evaluation, client } = await evaluated(2, 2);
  const again = async (): Promise<string | null> => {
    for await (const event of await client.models.evaluate({
      modelId: evaluation.modelId,
      source: { kind: 'folder', folder: data },
    })) {
      if (event.kind === 'finished') return event.evaluation.result.dataSha256;
    }
    return null;
  };
  expect(evaluation.result.dataSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(await again()).toBe(evaluation.result.dataSha256);
  writeFileSync(join(data, 'test/good/0.png'), await encodePng(testFrame(901)));
  expect(await again()).not.toBe(evaluation.result.dataSha256);
});
