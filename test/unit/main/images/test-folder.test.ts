import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readLabelledFolder } from '../../../../src/main/images/test-folder.ts';
import type { DataNote } from '../../../../src/shared/domain/data-notes.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Makes a folder of empty files, because names alone tell which files belong together. */
function folderWith(...files: readonly string[]): string {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

/** Reads a folder. @returns masks by picture, and notes by code */
async function read(folder: string, goodKinds: readonly string[] | null = null) {
  const { images, notes, linked } = await readLabelledFolder(folder, goodKinds);
  return {
    kinds: images.map(({ file, kind, defective }) => [file, defective ? kind : 'good']),
    masks: images.flatMap(({ file, maskFile }) => (maskFile ? [[file, maskFile]] : [])),
    notes: notes.map(({ code, items }: DataNote) => [
      code,
      ...items.map(({ name, detail }) => (detail === '' ? name : `${name}: ${detail}`)),
    ]),
    linked,
  };
}

test('the layout of the documents needs no word', async () => {
  const folder = folderWith('test/good/1.png', 'test/crack/1.jpg', 'ground_truth/crack/1_mask.png');
  expect(await read(folder)).toEqual({
    kinds: [
      ['test/crack/1.jpg', 'crack'],
      ['test/good/1.png', 'good'],
    ],
    masks: [['test/crack/1.jpg', 'ground_truth/crack/1_mask.png']],
    notes: [],
    linked: [],
  });
});

test.each([
  ...[
    'Good',
    'GOOD',
    'ok',
    'OK-Teile',
    'OK (2)',
    '01_good',
    'good_test',
    'i.O.',
    'no_defect',
    'not_defective',
  ],
  ...[
    'gute_Teile',
    'buenos',
    'Sans défaut',
    'buone',
    'Peças boas',
    'goede',
    'godkänd',
    'hyvä',
    'dobré',
    'sağlam',
  ],
  ...['годные', 'καλά', 'سليم', 'תקין', 'ดี', 'tốt', '良品', '合格产品', '無異常', '異常なし', '양품'],
])('a kind called %s is taken as good and asked about; an answer ends the question', async (name) => {
  const folder = folderWith(`test/${name}/1.png`, 'test/crack/1.png', 'ground_truth/crack/1.png');
  const asked = await read(folder);
  expect(asked.kinds).toContainEqual([`test/${name}/1.png`, 'good']);
  expect(asked.notes).toEqual([['kindsTakenAsGood', name]]);
  expect(await read(folder, [name])).toMatchObject({ kinds: asked.kinds, notes: [] });
  const defects = await read(folder, []);
  expect(defects.kinds).toContainEqual([`test/${name}/1.png`, name]);
  expect(defects.notes).toEqual([['defectsWithoutMask', `test/${name}/1.png`]]);
});

test('an answer that names no kind of the folder is refused', async () => {
  const folder = folderWith('test/ok/1.png');
  expect(await failureOf(() => readLabelledFolder(folder, ['okk']))).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('“okk”'),
  });
});

test('pictures of a test that lie in no kind’s folder are told how to lie', async () => {
  expect(await failureOf(() => readLabelledFolder(folderWith('test/1.png', 'test/1_GT.png')))).toMatchObject({
    code: 'NO_IMAGES',
    message: expect.stringMatching(/lie in no folder of a kind.*test\/good/),
  });
});

test('nested and linked folders are read, links that lead round end', async () => {
  const elsewhere = folderWith('far/3.png');
  const folder = folderWith(
    'test/crack/1.png',
    'test/crack/batch1/2.png',
    'ground_truth/crack/1_mask.png',
    'ground_truth/crack/batch1/2_mask.png',
    'ground_truth/crack/3_mask.png',
    'pictures/dent/4.png',
  );
  symlinkSync(join(elsewhere, 'far'), join(folder, 'test/crack/far'));
  symlinkSync(join(folder, 'test/crack'), join(folder, 'test/crack/round'));
  symlinkSync('../pictures/dent', join(folder, 'test/dent'));
  const { kinds, masks, notes, linked } = await read(folder);
  expect(kinds.map(([file]) => file)).toEqual([
    'test/crack/1.png',
    'test/crack/batch1/2.png',
    'test/crack/far/3.png',
    'test/dent/4.png',
  ]);
  expect(masks).toEqual([
    ['test/crack/1.png', 'ground_truth/crack/1_mask.png'],
    ['test/crack/batch1/2.png', 'ground_truth/crack/batch1/2_mask.png'],
    ['test/crack/far/3.png', 'ground_truth/crack/3_mask.png'],
  ]);
  expect(notes).toEqual([['defectsWithoutMask', 'test/dent/4.png']]);
  expect(linked).toEqual([join(elsewhere, 'far')]);
});

test.each([
  ['ground_truth/crack/1.png'],
  ['ground_truth/crack/1_MASK.PNG'],
  ['ground_truth/crack/1_gt.png'],
  ['ground_truth/crack/1-label.bmp'],
  ['ground_truth/crack/mask_1.tif'],
  ['ground_truth/crack/1.jpg.png'],
  ['ground_truth/Crack/1_mask.gif'],
  ['Ground_Truth/crack/1_mask.png'],
  ['masks/crack/1.png'],
  ['ground_truth/1_mask.png'],
])('%s is the mask of test/crack/1.jpg', async (mask) => {
  const { masks, notes } = await read(folderWith('test/good/1.png', 'test/crack/1.jpg', mask));
  expect(masks).toEqual([['test/crack/1.jpg', mask]]);
  expect(notes).toEqual([]);
});

test('names that are composed otherwise are the same names', async () => {
  const [composed, decomposed] = ['Käse'.normalize('NFC'), 'Käse'.normalize('NFD')];
  const folder = folderWith(
    `test/${decomposed}/${decomposed}-1.jpg`,
    `ground_truth/${composed}/${composed}-1_mask.png`,
  );
  const { kinds, masks, notes } = await read(folder);
  expect(kinds).toEqual([[`test/${decomposed}/${decomposed}-1.jpg`, composed]]);
  expect(masks).toHaveLength(1);
  expect(notes).toEqual([]);
});

test('a folder of masks in the plural is taken for its kind, and told', async () => {
  const folder = folderWith(
    'test/crack/1.png',
    'test/dent/1.png',
    'ground_truth/cracks/1.png',
    'ground_truth/dents/1.png',
  );
  const { masks, notes } = await read(folder);
  expect(masks).toHaveLength(2);
  expect(notes).toEqual([['kindsMatched', 'ground_truth/cracks: crack', 'ground_truth/dents: dent']]);
});

test('two pictures of one name, and two masks of one picture, are ambiguous', async () => {
  const folder = folderWith(
    ...['test/crack/1.jpg', 'test/crack/1.png', 'test/crack/2.png', 'test/crack/3.png', 'test/crack/3.jpg'],
    ...['ground_truth/crack/1_mask.png', 'ground_truth/crack/2_mask.png', 'ground_truth/crack/2_mask.bmp'],
    ...[
      'ground_truth/crack/3.png_mask.png',
      'ground_truth/crack/3.jpg_mask.png',
      'ground_truth/crack/._2_mask.png',
    ],
  );
  const { masks, notes } = await read(folder);
  expect(masks).toEqual([
    ['test/crack/3.jpg', 'ground_truth/crack/3.jpg_mask.png'],
    ['test/crack/3.png', 'ground_truth/crack/3.png_mask.png'],
  ]);
  expect(notes).toEqual([['masksAmbiguous', 'test/crack/1.jpg', 'test/crack/1.png', 'test/crack/2.png']]);
});

test('whatever fits nothing is counted and named', async () => {
  const folder = folderWith(
    ...[
      'test/loose.png',
      'test/crack/1.png',
      'test/crack/2.png',
      'test/crack/notes.txt',
      'test/crack/Thumbs.db',
    ],
    ...['ground_truth/crack/1_mask.png', 'ground_truth/crack/7_mask.png', 'ground_truth/scratch/8_mask.png'],
    'ground_truth/crack/1.json',
  );
  mkdirSync(join(folder, 'test/dent'));
  expect((await read(folder)).notes).toEqual([
    ['kindsEmpty', 'dent'],
    ['picturesWithoutKind', 'test/loose.png'],
    ['otherFiles', 'test/crack/notes.txt', 'ground_truth/crack/1.json'],
    ['masksWithoutPicture', 'ground_truth/crack/7_mask.png', 'ground_truth/scratch/8_mask.png'],
    ['defectsWithoutMask', 'test/crack/2.png'],
  ]);
});

test('of two folders “test” the one of that very name is read, the other is told', async () => {
  const { kinds, notes } = await read(folderWith('Test/good/1.png', 'test/good/2.png'));
  expect(kinds).toEqual([['test/good/2.png', 'good']]);
  expect(notes).toEqual([['foldersNotRead', 'Test']]);
});

test('what lies beside the folders of the layout is told, too', async () => {
  const folder = folderWith(
    ...['test/good/1.png', 'train/good/2.png', 'validation/good/3.png', 'labels/crack/4.png'],
    ...['5.png', '.6.png', 'Thumbs.db'],
  );
  expect((await read(folder)).notes).toEqual([
    ['picturesWithoutKind', '5.png'],
    ['foldersNotRead', 'labels', 'validation'],
  ]);
});

test('hidden files are no pictures of the test, whatever they are called', async () => {
  const { kinds, notes } = await read(
    folderWith('test/good/1.png', 'test/good/.1.png', 'test/crack/2.png', 'test/crack/._2.png'),
  );
  expect(kinds.map(([file]) => file)).toEqual(['test/crack/2.png', 'test/good/1.png']);
  expect(notes).toEqual([['defectsWithoutMask', 'test/crack/2.png']]);
});

test('a folder “test_public” is read where there is no “test”', async () => {
  const files = [
    'test_public/good/1.png',
    'test_public/bad/2.png',
    'test_public/ground_truth/bad/2_mask.png',
  ];
  const { kinds, masks, notes } = await read(folderWith(...files, 'test_private/3.png'));
  expect(kinds).toEqual([
    ['test_public/bad/2.png', 'bad'],
    ['test_public/good/1.png', 'good'],
  ]);
  expect(masks).toEqual([['test_public/bad/2.png', 'test_public/ground_truth/bad/2_mask.png']]);
  expect(notes).toEqual([['foldersNotRead', 'test_private']]);
});

test('a mask beside its picture is no picture of the test', async () => {
  const { kinds, masks, notes } = await read(folderWith('test/crack/1.png', 'test/crack/1_mask.png'));
  expect(kinds).toEqual([['test/crack/1.png', 'crack']]);
  expect(masks).toEqual([['test/crack/1.png', 'test/crack/1_mask.png']]);
  expect(notes).toEqual([['masksBeside', 'test/crack/1_mask.png']]);
});

test('a folder called as a picture holds its masks, none of which is another picture’s', async () => {
  const folder = folderWith(
    ...['test/good/000.png', 'test/logical/000.png', 'test/logical/001.png', 'test/logical/002.png'],
    ...['ground_truth/logical/000/000.png', 'ground_truth/logical/000/001.png'],
    'ground_truth/logical/001/000.png',
    'ground_truth/002/000.png',
  );
  const { masks, notes } = await read(folder);
  expect(masks).toEqual([
    ['test/logical/000.png', 'ground_truth/logical/000'],
    ['test/logical/001.png', 'ground_truth/logical/001'],
    ['test/logical/002.png', 'ground_truth/002'],
  ]);
  expect(notes).toEqual([]);
});

test('masks of another kind or batch are not taken for those that are missing', async () => {
  const folder = folderWith(
    ...['test/crack/a/1.png', 'test/crack/b/2.png', 'test/dent/1.png'],
    ...['ground_truth/crack/b/1_mask.png', 'ground_truth/crack/b/2_mask.png'],
    'ground_truth/scratch/1_mask.png',
  );
  const { masks, notes } = await read(folder);
  expect(masks).toEqual([
    ['test/crack/b/2.png', 'ground_truth/crack/b/2_mask.png'],
    ['test/dent/1.png', 'ground_truth/scratch/1_mask.png'],
  ]);
  expect(notes).toEqual([
    ['kindsMatched', 'ground_truth/scratch: dent'],
    ['masksWithoutPicture', 'ground_truth/crack/b/1_mask.png'],
    ['defectsWithoutMask', 'test/crack/a/1.png'],
  ]);
});

test('a folder of masks among the kinds, or in one of them, is no defect', async () => {
  const among = await read(
    folderWith('test/good/1.png', 'test/bad/1.png', 'test/ground_truth/bad/1_mask.png', 'test/mask/1.png'),
  );
  expect(among.kinds.map(([file]) => file)).toEqual(['test/bad/1.png', 'test/good/1.png', 'test/mask/1.png']);
  expect(among.masks).toEqual([['test/bad/1.png', 'test/ground_truth/bad/1_mask.png']]);
  const within = await read(folderWith('test/crack/1.png', 'test/crack/masks/1.png'));
  expect(within.masks).toEqual([['test/crack/1.png', 'test/crack/masks/1.png']]);
  expect(within.notes).toEqual([['masksBeside', 'test/crack/masks/1.png']]);
  const named = await read(folderWith('test/mask/1.png', 'ground_truth/mask/1_mask.png'));
  expect(named.masks).toEqual([['test/mask/1.png', 'ground_truth/mask/1_mask.png']]);
});
