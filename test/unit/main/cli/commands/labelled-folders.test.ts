import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodePng } from '../../../../../src/main/images/encode-image.ts';
import { writeLabelledFolder } from '../../../../support/labelled-folder.ts';
import { pictureOf } from '../../../../support/pictures.ts';
import { openSmallHome } from '../../../../support/small-home.ts';
import { testFrame } from '../../../../support/test-frame.ts';

test('what is odd about a labelled folder is said, and --good-kinds answers', async () => {
  const { folder, run } = await openSmallHome();
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 2, 3);
  renameSync(join(data, 'test/good'), join(data, 'test/OK'));
  renameSync(join(data, 'ground_truth/spot/1_mask.png'), join(data, 'ground_truth/spot/seven_mask.png'));
  writeFileSync(join(data, 'ground_truth/spot/2_mask.png'), 'no picture');

  const words = ['evaluate', '--product', 'Disc', '--data', data];
  const asked = await run(...words, '--json');
  expect(asked.code, asked.stderr).toBe(0);
  expect(asked.stderr).toMatch(/good because of their names.*1: OK/);
  expect(asked.stderr).toContain('--good-kinds OK');
  expect(asked.stderr).toContain('ground_truth/spot/seven_mask.png');
  const result: unknown = JSON.parse(asked.stdout);
  expect(result).toMatchObject({
    images: 5,
    imageAuroc: expect.any(Number),
    kinds: [{ kind: 'spot', images: 3 }],
  });
  expect(result).toMatchObject({
    notes: [
      { code: 'kindsTakenAsGood', count: 1 },
      { code: 'masksWithoutPicture', count: 1 },
      { code: 'defectsWithoutMask', items: [{ name: 'test/spot/1.png' }] },
      { code: 'masksUnreadable', items: [{ name: 'test/spot/2.png' }] },
      // The small model's input is square, but the pictures are not.
      { code: 'shapeDiffers', count: 5 },
    ],
  });

  const answered = await run(...words, '--good-kinds', 'ok');
  expect(answered.stderr).not.toContain('because of their names');
  const defects = await run(...words, '--good-kinds', 'good');
  expect(defects.stdout).toMatch(/image AUROC +–/);
});

test('heatmaps never lie among the pictures, and each picture has its own', async () => {
  const { folder, run } = await openSmallHome();
  const parts = join(folder, 'parts');
  mkdirSync(parts);
  const frame = testFrame(3, 64, 64);
  const jpeg = await pictureOf(frame).jpeg().toBuffer();
  writeFileSync(join(parts, 'part.png'), await encodePng(frame));
  writeFileSync(join(parts, 'part.jpg'), jpeg);
  const hashes = (): string[] =>
    readdirSync(parts).map((name) =>
      createHash('sha256')
        .update(readFileSync(join(parts, name)))
        .digest('hex'),
    );
  const before = hashes();
  symlinkSync(parts, join(folder, 'other name'));
  const words = ['inspect', '--product', 'Disc', '--images', parts];
  for (const to of [parts, join(folder, 'other name')]) {
    const refused = await run(...words, '--heatmaps', to);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('is a folder of the pictures');
  }
  expect(hashes()).toEqual(before);

  const heat = join(folder, 'heat');
  expect(await run(...words, '--heatmaps', heat)).toMatchObject({ code: 0 });
  expect(readdirSync(heat).toSorted()).toEqual(['part.jpg.png', 'part.png.png']);
});
