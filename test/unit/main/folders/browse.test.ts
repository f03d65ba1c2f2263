import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFolderBrowser } from '../../../../src/main/folders/browse.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { writeSmallModel } from '../../../support/small-model.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('folders are looked into below the permitted places alone, by no way around', async () => {
  const folder = temporaryFolder();
  const place = join(folder, 'parts');
  for (const name of ['10', '9', '.hidden']) mkdirSync(join(place, name), { recursive: true });
  mkdirSync(join(folder, 'secret'));
  symlinkSync(join(folder, 'secret'), join(place, 'way-out'));
  for (const name of ['a.png', 'b.JPG', 'notes.txt']) writeFileSync(join(place, '9', name), '');
  writeSmallModel(join(place, '10'));
  const { look } = createFolderBrowser(() => ` ${place} ; ${join(folder, 'gone')}`);

  expect(await look(null)).toMatchObject({ path: null, folders: [{ path: place }] });
  expect(await look(place)).toMatchObject({
    path: place,
    parent: null,
    images: 0,
    folders: [
      { name: '9', path: join(place, '9') },
      { name: '10', path: join(place, '10') },
    ],
  });
  expect(await look(join(place, '9'))).toMatchObject({ parent: place, images: 2, isModel: false });
  expect(await look(join(place, '10'))).toMatchObject({ isModel: true });
  for (const outside of [folder, join(place, '..', 'secret'), join(place, 'way-out'), '/']) {
    expect(await failureOf(() => look(outside)), outside).toMatchObject({ code: 'FORBIDDEN' });
  }
  expect(await failureOf(() => look(join(place, 'nowhere')))).toMatchObject({ code: 'NOT_FOUND' });
});
