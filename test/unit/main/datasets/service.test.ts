import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportEvent } from '../../../../src/shared/contract/datasets.ts';
import { sha256 } from '../../../../src/main/files/hash.ts';
import { decodeImage } from '../../../../src/main/images/decode-image.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import type { DataNote } from '../../../../src/shared/domain/data-notes.ts';
import { collect } from '../../../support/collect.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { oddFiles, writeGoodImages } from '../../../support/image-folder.ts';
import { openServices } from '../../../support/services.ts';
import type { TestServices } from '../../../support/services.ts';
import { testFrame } from '../../../support/test-frame.ts';

async function importAll(services: TestServices, productId: string, folder: string): Promise<ImportEvent[]> {
  return collect(await services.datasets.importFolder(productId, folder, singleUser));
}

function finishedOf(events: readonly ImportEvent[]): Extract<ImportEvent, { kind: 'finished' }> {
  const last = events.at(-1);
  if (last?.kind !== 'finished') throw new Error('The import did not finish');
  return last;
}

test('good images are copied by content and listed in the order of their names', async () => {
  const services = openServices();
  const { datasets, products, folder, paths } = services;
  const { id } = products.create('Cookie');
  await writeGoodImages(join(folder, 'good'), 12);
  const events = await importAll(services, id, join(folder, 'good'));
  expect(finishedOf(events)).toEqual({
    kind: 'finished',
    imported: 12,
    duplicates: 0,
    skipped: [],
    notes: [],
  });

  const { total, images } = datasets.list(id, 0, 5);
  expect(total).toBe(12);
  expect(images.map((image) => image.name)).toEqual([0, 1, 2, 3, 4].map((index) => `part-${index}.png`));
  expect(images[0]).toMatchObject({ productId: id, width: 48, height: 40, origin: 'folder' });
  expect(products.get(id)).toMatchObject({ imageCount: 12, coverImageId: images[0]?.id });

  for (const { path, sha256: hash, name } of datasets.imagesForTraining(id)) {
    expect(path).toBe(join(paths.images, `${hash}.png`));
    expect(sha256(readFileSync(path))).toBe(hash);
    expect(readFileSync(path)).toEqual(readFileSync(join(folder, 'good', name)));
  }
  expect(readdirSync(paths.images)).toHaveLength(12);
});

test('progress never goes backwards and ends at the total', async () => {
  const services = openServices();
  const { id } = services.products.create('Cookie');
  await writeGoodImages(join(services.folder, 'good'), 7);
  const events = await importAll(services, id, join(services.folder, 'good'));
  const progress = events.filter((event) => event.kind === 'progress');
  expect(progress.map(({ done }) => done)).toEqual(
    progress.map(({ done }) => done).toSorted((a, b) => a - b),
  );
  expect(progress.at(-1)).toEqual({ kind: 'progress', done: 7, total: 7 });
});

test('broken and odd files are named and skipped, the good ones beside them come in', async () => {
  const services = openServices();
  const { datasets, products, folder } = services;
  const { id } = products.create('Cookie');
  const mixed = join(folder, 'mixed');
  await writeGoodImages(mixed, 2);
  for (const [name, bytes] of Object.entries(await oddFiles())) writeFileSync(join(mixed, name), bytes);

  const { imported, skipped } = finishedOf(await importAll(services, id, mixed));
  const bad = ['empty.png', 'notes.txt', 'one-pixel.png', 'text.jpg', 'truncated.png'];
  expect(skipped.map((file) => file.name).sort()).toEqual(bad);
  for (const { name, code, message } of skipped) {
    expect(code).toBe('UNREADABLE_IMAGE');
    expect(message).toContain(name);
  }
  expect(imported).toBe(6);
  expect(
    datasets
      .list(id, 0, 100)
      .images.map((image) => image.name)
      .sort(),
  ).toEqual(['deep.png', 'part-0.png', 'part-1.png', 'photo.jpeg', 'rgba.png', 'scan.tif']);
});

test.skipIf(process.platform === 'win32')(
  'pipes, devices and folders that are called like pictures are named, in both layouts, and hold nothing up',
  async () => {
    const services = openServices();
    const { products, folder } = services;
    const { id } = products.create('Cookie');
    const plain = join(folder, 'plain');
    const labelled = join(folder, 'labelled');
    const test = join(labelled, 'test', 'crack');
    for (const place of [plain, test]) {
      await writeGoodImages(place, 1);
      execFileSync('mkfifo', [join(place, 'pipe.png')]);
      symlinkSync('/dev/zero', join(place, 'endless.png'));
      symlinkSync('round.png', join(place, 'round.png'));
      mkdirSync(join(place, 'folder.png'));
    }
    const named = (done: { skipped: readonly { name: string }[]; notes: readonly DataNote[] }): string[] => [
      ...done.skipped.map(({ name }) => name),
      ...done.notes.flatMap(({ items }) => items.map(({ name }) => name)),
    ];
    const first = named(finishedOf(await importAll(services, id, plain)));
    for (const name of ['pipe.png', 'endless.png', 'folder.png', 'round.png']) expect(first).toContain(name);
    const second = finishedOf(await importAll(services, id, labelled));
    expect(second.imported + second.duplicates).toBe(1);
    // A folder inside the folder of a kind is read as well.
    for (const name of ['pipe.png', 'endless.png', 'round.png']) expect(named(second).join()).toContain(name);
  },
);

test('the same content comes in once, whatever its name', async () => {
  const services = openServices();
  const { id } = services.products.create('Cookie');
  await writeGoodImages(join(services.folder, 'a'), 3);
  await writeGoodImages(join(services.folder, 'b'), 2, 2);
  await importAll(services, id, join(services.folder, 'a'));
  expect(finishedOf(await importAll(services, id, join(services.folder, 'b')))).toMatchObject({
    imported: 1,
    duplicates: 1,
  });
  const other = services.products.create('Biscuit');
  expect(finishedOf(await importAll(services, other.id, join(services.folder, 'a'))).imported).toBe(3);
});

test('two imports of one folder at once bring each image in once', async () => {
  const services = openServices();
  const { id } = services.products.create('Cookie');
  await writeGoodImages(join(services.folder, 'a'), 5);
  const both = await Promise.all([1, 2].map(() => importAll(services, id, join(services.folder, 'a'))));
  const imported = both.map((events) => finishedOf(events).imported);
  expect(imported.reduce((sum, count) => sum + count)).toBe(5);
  expect(services.datasets.list(id, 0, 100).total).toBe(5);
});

test('a removed image leaves the training and comes back by undo or by import', async () => {
  const services = openServices();
  const { datasets, products, folder } = services;
  const { id } = products.create('Cookie');
  await writeGoodImages(join(folder, 'a'), 2);
  await importAll(services, id, join(folder, 'a'));
  const [first, second] = datasets.list(id, 0, 10).images;
  if (!first || !second) throw new Error('Two images were imported');

  datasets.remove(first.id);
  expect(datasets.imagesForTraining(id).map((image) => image.id)).toEqual([second.id]);
  expect(datasets.restore(first.id).id).toBe(first.id);
  datasets.remove(first.id);
  expect(finishedOf(await importAll(services, id, join(folder, 'a')))).toMatchObject({
    imported: 1,
    duplicates: 1,
  });
  expect(datasets.imagesForTraining(id).map((image) => image.id)).toEqual([first.id, second.id]);
});

test('a stopped import says so and keeps what came in', async () => {
  const services = openServices();
  const { datasets, products, folder } = services;
  const { id } = products.create('Cookie');
  await writeGoodImages(join(folder, 'a'), 4);
  const stop = new AbortController();
  services.changes
    .subscribe()
    .next()
    .then(
      () => stop.abort(),
      () => undefined,
    );
  const events = await datasets.importFolder(id, join(folder, 'a'), singleUser, { signal: stop.signal });
  expect(await failureOf(() => collect(events))).toMatchObject({ code: 'CANCELLED' });
  expect(datasets.list(id, 0, 10).total).toBeGreaterThan(0);
});

test('a picture from the window is kept; one that is too large or no picture is refused', async () => {
  const { datasets, products } = openServices();
  const { id } = products.create('Cookie');
  const bytes = new Uint8Array(await encodePng(testFrame(1)));
  const file = new File([bytes], 'C:\\fakepath/dropped.png');
  const { image, duplicate } = await datasets.upload(id, file, 'upload', singleUser);
  expect(duplicate).toBe(false);
  expect(image).toMatchObject({ name: 'dropped.png', origin: 'upload', sha256: sha256(bytes) });
  expect((await datasets.upload(id, file, 'camera', singleUser)).duplicate).toBe(true);

  const large = new File([new Uint8Array(60_000_001)], 'large.png');
  expect(await failureOf(() => datasets.upload(id, large, 'upload', singleUser))).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('large.png'),
  });
  const text = new File(['text'], 'text.png');
  expect(await failureOf(() => datasets.upload(id, text, 'upload', singleUser))).toMatchObject({
    code: 'UNREADABLE_IMAGE',
    message: expect.stringContaining('text.png'),
  });
});

test('a thumbnail is made when first asked for, and kept', async () => {
  const { datasets, products, paths } = openServices();
  const { id } = products.create('Cookie');
  const bytes = await encodePng(testFrame(1, 512, 300));
  const { image } = await datasets.add(id, { bytes, name: 'large.png', origin: 'camera' }, singleUser);
  expect(existsSync(paths.thumbnails)).toBe(false);
  const first = await datasets.thumbnail(image.id);
  const small = await decodeImage(first.bytes, 'thumbnail');
  expect([small.width, small.height]).toEqual([256, 150]);
  expect(readdirSync(paths.thumbnails)).toEqual([`${image.sha256}.jpg`]);
  expect(Buffer.from((await datasets.thumbnail(image.id)).bytes)).toEqual(Buffer.from(first.bytes));
});

test('an image is given out as it came in, a TIFF as PNG', async () => {
  const { datasets, products } = openServices();
  const { id } = products.create('Cookie');
  const odd = await oddFiles();
  const add = (name: string) =>
    datasets.add(id, { bytes: odd[name] ?? new Uint8Array(), name, origin: 'upload' }, singleUser);
  const jpeg = await add('photo.jpeg');
  const tiff = await add('scan.tif');
  const shown = await datasets.original(jpeg.image.id);
  expect(shown.type).toBe('image/jpeg');
  expect(sha256(shown.bytes)).toBe(jpeg.image.sha256);
  const converted = await datasets.original(tiff.image.id);
  expect(converted.type).toBe('image/png');
  expect((await decodeImage(converted.bytes, 'scan')).width).toBe(64);
});

test('a product that does not exist is named before anything is read', async () => {
  const { datasets, folder } = openServices();
  const unknown = '7b1f1c52-6c4c-4a3a-9d6e-0f5a1b2c3d4e';
  const failure = await failureOf(() => datasets.importFolder(unknown, folder, singleUser));
  expect(failure).toMatchObject({ code: 'NOT_FOUND', detail: unknown });
});
