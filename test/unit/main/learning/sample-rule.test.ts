import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTrainingImage } from '../../../../src/main/learning/read-training-image.ts';
import { learnSampleBits, sampleBitsOfModel } from '../../../../src/main/learning/sample-rule.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { testFrame } from '../../../support/test-frame.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { tiffOf } from '../../../support/tiff-file.ts';

const [width, height] = [40, 36];

/** Writes a grey TIFF of 16 bits with one value everywhere. */
function writeDeep(folder: string, name: string, value: number) {
  const path = join(folder, name);
  const data = new Uint16Array(width * height).fill(value);
  writeFileSync(path, tiffOf({ width, height, data, samples: 1, photometric: 1 }));
  return { name, path, sha256: '', width, height };
}

test('all training images together tell how many bits their camera stores, and a dark one stays dark', async () => {
  const folder = temporaryFolder();
  const dark = writeDeep(folder, 'dark.tif', 300);
  const bright = writeDeep(folder, 'bright.tif', 3900);
  const missing = { path: join(folder, 'missing.tif') };
  const sampleBits = (await learnSampleBits([dark, missing, bright])) ?? 0;
  expect(sampleBits).toBe(12);
  const [first] = (await readTrainingImage({ ...dark, sampleBits })).data;
  expect(first).toBe(Math.round((300 / 4095) * 255));
});

test('pictures of 8 bits need no rule', async () => {
  const path = join(temporaryFolder(), 'a.png');
  writeFileSync(path, await encodePng(testFrame(1)));
  expect(await learnSampleBits([{ path }])).toBeNull();
});

test('a model that is extended keeps its rule', async () => {
  const folder = join(temporaryFolder(), 'model');
  mkdirSync(folder);
  writeFileSync(join(folder, 'card.json'), JSON.stringify({ sampleBits: 12, preset: 'compact' }));
  expect(await sampleBitsOfModel(folder)).toBe(12);
  writeFileSync(join(folder, 'card.json'), JSON.stringify({ preset: 'compact' }));
  expect(await sampleBitsOfModel(folder)).toBeNull();
});
