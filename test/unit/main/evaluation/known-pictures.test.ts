import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluate } from '../../../../src/main/evaluation/evaluate.ts';
import { sha256 } from '../../../../src/main/files/hash.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { readTestFolder } from '../../../../src/main/images/test-folder.ts';
import { ownRegionLimits } from '../../../../src/shared/domain/verdict.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testFrame } from '../../../support/test-frame.ts';

test('an evaluation says which of its pictures the model was trained on', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'test/good'), { recursive: true });
  const [known, other] = [await encodePng(testFrame(40, 40)), await encodePng(testFrame(40, 41))];
  writeFileSync(join(folder, 'test/good/known.png'), known);
  writeFileSync(join(folder, 'test/good/new.png'), other);
  const { notes } = await evaluate(
    await readTestFolder(folder),
    { review: 1, defect: 2, ...ownRegionLimits },
    {
      run: () => Promise.resolve({ score: 0, map: new Float32Array(4), width: 2, height: 2, runMs: 1 }),
      onImage: () => undefined,
      signal: new AbortController().signal,
      known: new Set([sha256(known)]),
    },
  );
  expect(notes).toEqual([
    { code: 'trainedOn', count: 1, items: [{ name: 'test/good/known.png', detail: '' }] },
  ]);
});
