import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openArchiveBeside } from '../../../../src/main/product-file/archive-beside.ts';
import { imageFile, productContentsSchema } from '../../../../src/main/product-file/format.ts';
import { writeArchive } from '../../../../src/main/product-file/write-archive.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Writes the file of a product with many images of one content. */
async function writeProduct(images: number) {
  const folder = temporaryFolder();
  const [picture, file] = [join(folder, 'picture.png'), join(folder, 'disc.loupe-product')];
  writeFileSync(picture, 'a picture');
  const sha256 = createHash('sha256').update('a picture').digest('hex');
  const settings = { area: { region: null, exclusions: [] }, causes: [], escapeCost: 10 };
  const line = { alarmAfter: null, code: null };
  const contents = productContentsSchema.parse({
    format: 1,
    stationVersion: '0.0.0',
    exportedAt: 1000,
    product: { id: crypto.randomUUID(), name: 'Disc', createdAt: 1000, line, ...settings },
    images: Array.from({ length: images }, (_, index) => ({
      width: 1,
      height: 1,
      bytes: 9,
      sha256,
      addedAt: 1000 + index,
      origin: 'upload',
      purpose: 'training',
      label: 'good',
      name: `part ${index}.png`,
      kind: null,
      extension: 'png',
      mask: null,
    })),
    models: [],
    limits: [],
    activations: [],
    files: { [imageFile(sha256, 'png')]: { sha256, bytes: 9 } },
  });
  await writeArchive(file, contents, new Map([[imageFile(sha256, 'png'), picture]]));
  return { folder, file, contents, sha256 };
}

test('a product with many images is read in pieces by a thread, and unpacked there', async () => {
  const { folder, file, contents, sha256 } = await writeProduct(1001);
  const archive = await openArchiveBeside(file);
  onTestFinished(archive.close);
  const { product, images, models, limits, activations } = contents;
  expect(archive.contents).toEqual({ product, images, models, limits, activations });
  await archive.unpack(join(folder, 'work'));
  expect(readFileSync(join(folder, 'work', imageFile(sha256, 'png')), 'utf8')).toBe('a picture');
});

test('what is wrong with a product’s file is told by name', async () => {
  const { folder, file } = await writeProduct(1);
  const cut = join(folder, 'cut.loupe-product');
  writeFileSync(cut, readFileSync(file).subarray(0, -30));
  const failure = await failureOf(() => openArchiveBeside(cut));
  expect(failure).toMatchObject({ code: 'CORRUPT_FILE', message: expect.stringContaining(cut) });
  expect(await failureOf(() => openArchiveBeside(join(folder, 'none')))).toMatchObject({ code: 'NOT_FOUND' });
});
