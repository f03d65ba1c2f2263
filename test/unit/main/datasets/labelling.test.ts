import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { ImageLabel, ImportEvent } from '../../../../src/shared/contract/datasets.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { collect } from '../../../support/collect.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { writeGoodImages } from '../../../support/image-folder.ts';
import { writeLabelledFolder } from '../../../support/labelled-folder.ts';
import { openServices } from '../../../support/services.ts';
import type { TestServices } from '../../../support/services.ts';
import { testFrame } from '../../../support/test-frame.ts';

const crack: ImageLabel = { purpose: 'test', label: 'defect', kind: 'crack' };

/** Imports a complete labelled folder into a product: 3 training images, 2 good and 3 defective test images. */
async function importedWhole() {
  const services = openServices();
  const { id } = services.products.create('Cookie');
  const data = join(services.folder, 'data');
  await writeLabelledFolder(data, 2, 3);
  await writeGoodImages(join(data, 'train', 'good'), 3, 50);
  const events = await collect(await services.datasets.importFolder(id, data, singleUser));
  return { ...services, id, data, events };
}

function list(services: TestServices, id: string, purpose: 'training' | 'test') {
  return services.datasets.list(id, 0, 100, { purpose }).images;
}

test('a labelled folder comes in whole: what trains, what tests, with labels and masks', async () => {
  const services = await importedWhole();
  const { datasets, products, id, events } = services;
  expect(events.at(-1)).toMatchObject({
    kind: 'finished',
    imported: 8,
    duplicates: 0,
    skipped: [],
    notes: [],
  });
  expect(datasets.counts(id)).toEqual({
    training: 3,
    test: { good: 2, defective: 3, masks: 3 },
    kinds: [{ kind: 'spot', count: 3 }],
  });
  expect(datasets.imagesForTraining(id).map(({ name }) => name)).toEqual([
    'part-0.png',
    'part-1.png',
    'part-2.png',
  ]);
  expect(products.get(id).imageCount).toBe(3);
  expect(list(services, id, 'test').map(({ name, label, kind }) => [name, label, kind])).toEqual([
    ['0.png', 'good', null],
    ['1.png', 'good', null],
    ['0.png', 'defect', 'spot'],
    ['1.png', 'defect', 'spot'],
    ['2.png', 'defect', 'spot'],
  ]);
  const only = { label: 'defect', kind: 'spot' } as const;
  expect(datasets.list(id, 1, 1, { purpose: 'test', only })).toMatchObject({
    total: 3,
    images: [{ name: '1.png' }],
  });
});

test('an imported mask is a picture of one channel, white where the defect is', async () => {
  const services = await importedWhole();
  const image = list(services, services.id, 'test')[3];
  if (!image) throw new Error('Five test images were imported');
  const { bytes, sha256 } = await services.datasets.maskPicture(image.id, 'whole');
  expect(sha256).toBe(image.maskSha256);
  const { channels } = await sharp(bytes).metadata();
  expect(channels).toBe(1);
  const { data, info } = await sharp(bytes).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([image.width, image.height]);
  const white = [...data.entries()].filter(([, value]) => value === 255).map(([place]) => place);
  expect(white).toHaveLength(144);
  expect(white[0]).toBe(10 * image.width + 9);
  expect(services.datasets.mask(image.id)).toEqual({ ground: image.maskSha256, shapes: [] });
});

test('a mask that cannot be read is named, and its image comes in without it', async () => {
  const { datasets, products, folder } = openServices();
  const { id } = products.create('Cookie');
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 1, 2);
  writeFileSync(join(data, 'ground_truth/spot/1_mask.png'), 'no picture');
  const events: ImportEvent[] = await collect(await datasets.importFolder(id, data, singleUser));
  expect(events.at(-1)).toMatchObject({
    imported: 3,
    skipped: [],
    notes: [{ code: 'masksUnreadable', count: 1, items: [{ name: 'test/spot/1.png' }] }],
  });
  expect(datasets.counts(id).test).toEqual({ good: 1, defective: 2, masks: 1 });
});

test('masks in a picture’s folder come in as one; what contradicts a label is named', async () => {
  const { datasets, products, folder } = openServices();
  const { id } = products.create('Cookie');
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 1, 2);
  const truth = join(data, 'ground_truth');
  for (const made of ['good', 'spot/0']) mkdirSync(join(truth, made));
  copyFileSync(join(truth, 'spot/1_mask.png'), join(truth, 'good/0_mask.png'));
  copyFileSync(join(truth, 'spot/1_mask.png'), join(truth, 'spot/0/001.png'));
  renameSync(join(truth, 'spot/0_mask.png'), join(truth, 'spot/0/000.png'));
  const turned = sharp(join(data, 'test/spot/1.png')).withMetadata({ orientation: 3 });
  writeFileSync(join(data, 'test/spot/1.png'), await turned.png().toBuffer());
  copyFileSync(join(data, 'test/good/0.png'), join(data, 'test/spot/2.png'));
  copyFileSync(join(truth, 'spot/1_mask.png'), join(truth, 'spot/2_mask.png'));
  const events: ImportEvent[] = await collect(await datasets.importFolder(id, data, singleUser));
  expect(events.at(-1)).toMatchObject({
    imported: 3,
    notes: [
      { code: 'labelsDiffer', count: 1, items: [{ name: 'test/spot/2.png', detail: 'good' }] },
      { code: 'masksOnGood', count: 1, items: [{ name: 'test/good/0.png' }] },
      { code: 'masksTurned', count: 1, items: [{ name: 'test/spot/1.png' }] },
    ],
  });
  expect(datasets.counts(id).test).toEqual({ good: 1, defective: 2, masks: 2 });
});

test('a corrected mask replaces that of an earlier import, but nothing that a person has drawn', async () => {
  const services = await importedWhole();
  const { datasets, id, data } = services;
  const truth = join(data, 'ground_truth/spot');
  const masksNow = () => list(services, id, 'test').flatMap(({ maskSha256 }) => maskSha256 ?? []);
  const notesOfImport = async () => {
    const events = await collect(await datasets.importFolder(id, data, singleUser));
    return events.flatMap((event) => (event.kind === 'finished' ? event.notes : []));
  };
  const [first, drawn, last] = list(services, id, 'test').filter(({ label }) => label === 'defect');
  if (!first || !drawn || !last) throw new Error('Three defective images were imported');
  const shape = { kind: 'rectangle', box: { x: 0.5, y: 0.5, width: 0.2, height: 0.2 } } as const;
  await datasets.setMask(drawn.id, { ground: drawn.maskSha256, shapes: [shape] });
  const before = masksNow();
  expect(await notesOfImport()).toEqual([]);
  expect(masksNow()).toEqual(before);

  for (const name of ['0_mask.png', '1_mask.png']) {
    const { data: pixels, info } = await sharp(join(truth, name)).raw().toBuffer({ resolveWithObject: true });
    pixels.fill(255, 0, info.channels * 5);
    const corrected = sharp(pixels, {
      raw: { width: info.width, height: info.height, channels: info.channels },
    });
    await corrected.png().toFile(join(truth, name));
  }
  writeFileSync(join(truth, '2_mask.png'), 'no picture');
  expect(await notesOfImport()).toMatchObject([
    { code: 'masksReplaced', count: 1, items: [{ name: 'test/spot/0.png' }] },
    { code: 'masksKept', count: 2, items: [{ name: 'test/spot/1.png' }, { name: 'test/spot/2.png' }] },
  ]);
  expect(masksNow()[0]).not.toBe(before[0]);
  expect(masksNow().slice(1)).toEqual(before.slice(1));
});

test('labels are given to many images at once, and the answer undoes it', async () => {
  const services = await importedWhole();
  const { datasets, id } = services;
  const training = list(services, id, 'training');
  const before = datasets.setLabels(training.slice(1).map((image) => ({ imageId: image.id, ...crack })));
  expect(datasets.imagesForTraining(id).map((image) => image.id)).toEqual([training[0]?.id]);
  expect(datasets.counts(id)).toMatchObject({ training: 1, test: { good: 2, defective: 5 } });
  expect(datasets.counts(id).kinds).toEqual([
    { kind: 'crack', count: 2 },
    { kind: 'spot', count: 3 },
  ]);
  datasets.setLabels(before);
  expect(list(services, id, 'training')).toEqual(training);
});

test('when one of the images does not exist, none gets a label', async () => {
  const services = await importedWhole();
  const { datasets, id } = services;
  const [first] = list(services, id, 'training');
  const labels = [first?.id ?? 0, 999].map((imageId) => ({ imageId, ...crack }));
  expect(await failureOf(() => Promise.resolve().then(() => datasets.setLabels(labels)))).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(datasets.counts(id)).toMatchObject({ training: 3, test: { defective: 3 } });
});

test('a plain folder comes in as what is said; a removed image comes back as what is said now', async () => {
  const services = openServices();
  const { datasets, products, folder } = services;
  const { id } = products.create('Cookie');
  const plain = join(folder, 'cracks');
  await writeGoodImages(plain, 2);
  await collect(await datasets.importFolder(id, plain, singleUser, { label: crack }));
  const [first] = list(services, id, 'test');
  expect(first).toMatchObject(crack);
  datasets.remove(first?.id ?? 0);
  await collect(await datasets.importFolder(id, plain, singleUser));
  expect(list(services, id, 'training').map((image) => image.id)).toEqual([first?.id]);
  expect(list(services, id, 'test')).toHaveLength(1);
});

test('chosen images are listed in the order that is asked for', async () => {
  const services = await importedWhole();
  const ids = list(services, services.id, 'test').map((image) => image.id);
  const imageIds = [ids[4] ?? 0, ids[0] ?? 0];
  const { total, images } = services.datasets.list(services.id, 0, 10, { purpose: 'test', imageIds });
  expect(total).toBe(2);
  expect(images.map((image) => image.id)).toEqual(imageIds);
});

test('test images have names of their own in an evaluation', async () => {
  const { datasets, products } = openServices();
  const { id } = products.create('Cookie');
  for (const seed of [1, 2]) {
    const bytes = await encodePng(testFrame(seed));
    await datasets.add(id, { bytes, name: 'part.png', origin: 'camera', label: crack }, singleUser);
  }
  const unnamed: ImageLabel = { purpose: 'test', label: 'defect', kind: null };
  const bytes = await encodePng(testFrame(3));
  await datasets.add(id, { bytes, name: 'part.png', origin: 'camera', label: unnamed }, singleUser);
  const images = datasets.testImages(id);
  expect(images.map(({ file }) => file)).toEqual([
    'test/crack/part.png',
    `test/crack/${images[1]?.imageId}-part.png`,
    'test/defect/part.png',
  ]);
  expect(images.map(({ kind }) => kind)).toEqual(['crack', 'crack', 'defect']);
  expect(readFileSync(images[2]?.path ?? '')).toEqual(Buffer.from(bytes));
});

test('a drawn mask is kept with how it was drawn, over an imported one, and can be taken back', async () => {
  const services = await importedWhole();
  const { datasets, id } = services;
  const image = list(services, id, 'test')[2];
  if (!image) throw new Error('Five test images were imported');
  const imported = datasets.mask(image.id);
  const erased = { kind: 'stroke', erases: true, size: 1, points: [{ x: 0.25, y: 0.4 }] } as const;
  const corners = [
    { x: 0, y: 0 },
    { x: 0.5, y: 0 },
    { x: 0.5, y: 0.5 },
    { x: 0, y: 0.5 },
  ];
  const drawing = { ground: image.maskSha256, shapes: [erased, { kind: 'polygon', corners }] } as const;
  const drawn = await datasets.setMask(image.id, drawing);
  expect(drawn.maskSha256).not.toBe(image.maskSha256);
  expect(datasets.mask(image.id)).toEqual(drawing);
  const { bytes } = await datasets.maskPicture(image.id, 'whole');
  const { data } = await sharp(bytes).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  expect(data.filter((value) => value === 255)).toHaveLength(24 * 20);

  const nothing = await datasets.setMask(image.id, { ground: image.maskSha256, shapes: [erased] });
  expect(nothing.maskSha256).toBeNull();
  expect(datasets.mask(image.id)).toBeNull();
  expect((await datasets.setMask(image.id, imported)).maskSha256).toBe(image.maskSha256);
});

test('a mask is taken from a picture of the window; what it was drawn over must be there', async () => {
  const services = await importedWhole();
  const { datasets, id } = services;
  const good = list(services, id, 'training')[0]?.id ?? 0;
  const { width, height } = list(services, id, 'training')[0] ?? { width: 0, height: 0 };
  const half = await sharp({ create: { width, height, channels: 3, background: '#000' } })
    .composite([
      { input: { create: { width: 8, height, channels: 3, background: '#fff' } }, left: 0, top: 0 },
    ])
    .png()
    .toBuffer();
  const masked = await datasets.uploadMask(good, new File([new Uint8Array(half)], 'all.png'));
  expect(masked.maskSha256).not.toBeNull();
  const text = new File(['text'], 'text.png');
  expect(await failureOf(() => datasets.uploadMask(good, text))).toMatchObject({
    code: 'UNREADABLE_IMAGE',
    message: expect.stringContaining('text.png'),
  });
  const gone = { ground: 'f'.repeat(64), shapes: [] };
  expect(await failureOf(() => datasets.setMask(good, gone))).toMatchObject({ code: 'BAD_INPUT' });
});

test('a folder whose part “test” is empty is named', async () => {
  const { datasets, products, folder } = openServices();
  const { id } = products.create('Cookie');
  mkdirSync(join(folder, 'data', 'test'), { recursive: true });
  expect(await failureOf(() => datasets.importFolder(id, join(folder, 'data'), singleUser))).toMatchObject({
    code: 'NO_IMAGES',
    message: expect.stringContaining(join(folder, 'data', 'test')),
  });
});
