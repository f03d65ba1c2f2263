import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluate } from '../../../../src/main/evaluation/evaluate.ts';
import { sha256 } from '../../../../src/main/files/hash.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { readTestFolder } from '../../../support/read-test-folder.ts';
import { ownRegionLimits } from '../../../../src/shared/domain/verdict.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { collect } from '../../../support/collect.ts';
import { openServices } from '../../../support/services.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testFrame } from '../../../support/test-frame.ts';
import { tiffOf } from '../../../support/tiff-file.ts';

/** A model that gives every picture score 0; these tests do not depend on scores. */
const blind = {
  run: () => Promise.resolve({ score: 0, map: new Float32Array(4), width: 2, height: 2, runMs: 1 }),
  onImage: () => undefined,
  signal: new AbortController().signal,
};
const limits = { review: 1, defect: 2, ...ownRegionLimits };

test('an evaluation says which of its pictures the model was trained on', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'test/good'), { recursive: true });
  const [known, other] = [await encodePng(testFrame(40, 40)), await encodePng(testFrame(40, 41))];
  writeFileSync(join(folder, 'test/good/known.png'), known);
  writeFileSync(join(folder, 'test/good/new.png'), other);
  const { notes } = await evaluate(await readTestFolder(folder), limits, {
    ...blind,
    known: new Set([sha256(known)]),
  });
  expect(notes).toEqual([
    { code: 'trainedOn', count: 1, items: [{ name: 'test/good/known.png', detail: '' }] },
  ]);
});

test('an evaluation and an import say of which files they read one of several pictures', async () => {
  const services = openServices();
  const folder = join(services.folder, 'data');
  mkdirSync(join(folder, 'test/good'), { recursive: true });
  const page = { width: 40, height: 40, data: new Uint8Array(1600).fill(90), samples: 1, photometric: 1 };
  const small = { ...page, width: 20, height: 20, data: new Uint8Array(400) };
  writeFileSync(join(folder, 'test/good/stack.tif'), tiffOf(page, page, page));
  writeFileSync(join(folder, 'test/good/with-thumbnail.tif'), tiffOf(page, small));
  const told = [{ code: 'pagesLeft', count: 1, items: [{ name: 'test/good/stack.tif', detail: '+2' }] }];
  expect((await evaluate(await readTestFolder(folder), limits, blind)).notes).toEqual(told);
  const { id } = services.products.create('Cookie');
  const events = await collect(await services.datasets.importFolder(id, folder, singleUser));
  expect(events.at(-1)).toMatchObject({ imported: 2, notes: told });
});
