import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import { containedFile } from '../../src/main/evaluation/contained-file.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { failureOf } from '../support/failure-of.ts';
import { headlessStation } from '../support/headless-station.ts';
import { writeLabelledFolder } from '../support/labelled-folder.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testFrame } from '../support/test-frame.ts';

/** Opens a station behind its headless host that has evaluated a folder, with another picture next to that folder. */
async function evaluatedStation(user = singleUser) {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const { modelId } = await makeSmallProduct(home);
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 1, 1, '<script>alert(1)<');
  writeFileSync(join(folder, 'secret.png'), await encodePng(testFrame(5)));
  const station = await headlessStation(user, home);
  const client = createRouterClient(station.station.router, { context: { user: singleUser } });
  for await (const event of await client.models.evaluate({
    modelId,
    source: { kind: 'folder', folder: data },
  })) {
    if (event.kind === 'finished') return { folder, data, evaluation: event.evaluation, ...station };
  }
  throw new Error('The evaluation ended early');
}

describe('pictures of an evaluation', () => {
  test('are those of the evaluated folder; a link that leads out of it is refused', async () => {
    const { folder, data, evaluation, get } = await evaluatedStation();
    const path = (kind: string, number: number): string => `/media/${kind}/${evaluation.id}/${number}`;
    const good = evaluation.result.scores.findIndex(({ defective }) => !defective);
    expect((await get(path('evaluation-photo', good))).headers['content-type']).toBe('image/jpeg');

    const file = join(data, 'test/good/0.png');
    rmSync(file);
    symlinkSync(join(folder, 'secret.png'), file);
    for (const kind of ['evaluation-photo', 'evaluation-heatmap', 'evaluation-picture', 'evaluation-map']) {
      expect((await get(path(kind, good))).status, kind).toBe(403);
    }
    renameSync(join(data, 'test/good'), join(folder, 'moved'));
    symlinkSync(join(folder, 'moved'), join(data, 'test/good'));
    expect((await get(path('evaluation-photo', good))).status).toBe(403);
  });

  test('do not show a ground truth from elsewhere', async () => {
    const { folder, data, evaluation, get } = await evaluatedStation();
    const number = evaluation.result.scores.findIndex(({ defective }) => defective);
    const path = `/media/evaluation-heatmap/${evaluation.id}/${number}`;
    const outlined = (await get(path)).headers.etag;
    const mask = join(data, 'ground_truth', '<script>alert(1)<', '0_mask.png');
    renameSync(mask, join(folder, 'mask.png'));
    const without = (await get(path)).headers.etag;
    expect(without).not.toBe(outlined);
    symlinkSync(join(folder, 'mask.png'), mask);
    expect((await get(path)).headers.etag).toBe(without);
    expect((await get(path.replace('-heatmap', '-truth'))).status).toBe(404);
  });

  test('need the token and the role', async () => {
    const { evaluation, get } = await evaluatedStation({ name: 'someone', roles: ['operator', 'reviewer'] });
    for (const path of [
      `/media/evaluation-report/${evaluation.id}`,
      `/media/evaluation-photo/${evaluation.id}/0`,
      `/media/evaluation-heatmap/${evaluation.id}/0`,
      `/media/evaluation-picture/${evaluation.id}/0`,
      `/media/evaluation-map/${evaluation.id}/0`,
      `/media/evaluation-truth/${evaluation.id}/0`,
    ]) {
      expect((await get(path, {})).status).toBe(401);
      expect((await get(path)).status).toBe(403);
    }
  });

  test('have no other addresses', async () => {
    const { evaluation, get } = await evaluatedStation();
    for (const tail of ['..', '%2e%2e', '../../secret.png', '..%2fsecret.png', '0/..', '-1', '00', '99']) {
      expect((await get(`/media/evaluation-photo/${evaluation.id}/${tail}`)).status, tail).toBe(404);
    }
  });
});

test('the page of an evaluation is a download without an origin, and holds names as text', async () => {
  const { evaluation, get } = await evaluatedStation();
  const { status, headers, body } = await get(`/media/evaluation-report/${evaluation.id}`);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['content-disposition']).toBe(`attachment; filename="evaluation-${evaluation.id}.html"`);
  expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*; sandbox$/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(body).toContain('&lt;script&gt;alert(1)');
  expect(body).not.toMatch(/<script/i);
});

test.each([
  '../secret.png',
  'test/../../secret.png',
  '/etc/hostname',
  'test//a.png',
  './a.png',
  '',
  'a\u0000.png',
])('the name %j is none of a folder', async (name) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data', 'test'), { recursive: true });
  writeFileSync(join(folder, 'secret.png'), '');
  const failure = await failureOf(() => containedFile(join(folder, 'data'), name));
  expect(failure.code).toBe('FORBIDDEN');
});

test('a name with unusual characters is found, a missing one is named', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'größe ä#?%2e.png'), '');
  expect(await containedFile(folder, 'größe ä#?%2e.png')).toContain('größe');
  expect(await failureOf(() => containedFile(folder, 'none.png'))).toMatchObject({ code: 'NOT_FOUND' });
});
