import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportEvent } from '../../../../src/shared/contract/datasets.ts';
import { StationError } from '../../../../src/shared/domain/station-error.ts';
import { importFolder } from '../../../../src/main/datasets/import-folder.ts';
import { fileFailure } from '../../../../src/main/files/file-failure.ts';
import { collect } from '../../../support/collect.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { writeGoodImages } from '../../../support/image-folder.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { blotAndLine, picture } from '../../../support/mask-pictures.ts';
import { pictureOf, testFrame } from '../../../support/pictures.ts';
import { withoutPrivileges } from '../../../support/without-privileges.ts';

const added = () => Promise.resolve({ duplicate: false });

test('an empty folder, a missing one and a file are each named before the import starts', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'file.png'), '');
  const cases = [
    ['empty', 'NO_IMAGES'],
    ['missing', 'NOT_FOUND'],
    ['file.png', 'BAD_INPUT'],
  ] as const;
  for (const [name, code] of cases) {
    const path = join(folder, name);
    const failure = await failureOf(() => importFolder(path, added));
    expect(failure).toMatchObject({ code, message: expect.stringContaining(path) });
  }
});

test.skipIf(process.platform === 'win32')('a folder without permission is named', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const locked = join(folder, 'locked');
  await writeGoodImages(locked, 1);
  chmodSync(locked, 0o000);
  const failure = await withoutPrivileges(() => failureOf(() => importFolder(locked, added)));
  chmodSync(locked, 0o755);
  expect(failure).toMatchObject({ code: 'NO_PERMISSION', message: expect.stringContaining(locked) });
});

test.skipIf(process.platform === 'win32')('a file without permission is named and skipped', async () => {
  const folder = temporaryFolder();
  await writeGoodImages(folder, 2);
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'part-1.png'), 0o000);
  const events = await withoutPrivileges(async () => collect(await importFolder(folder, added)));
  expect(events.at(-1)).toMatchObject({
    kind: 'finished',
    imported: 1,
    skipped: [
      {
        name: 'part-1.png',
        code: 'NO_PERMISSION',
        message: expect.stringContaining(join(folder, 'part-1.png')),
      },
    ],
  });
});

test('a full disk ends the import at once; what came in before was counted', async () => {
  const folder = temporaryFolder();
  await writeGoodImages(folder, 5);
  let calls = 0;
  const events = await importFolder(folder, () => {
    calls += 1;
    if (calls === 3) throw new StationError('DISK_FULL', 'The disk is full.');
    return added();
  });
  const seen: ImportEvent[] = [];
  const failure = await failureOf(async () => {
    for await (const event of events) seen.push(event);
  });
  expect(failure.code).toBe('DISK_FULL');
  expect(calls).toBe(3);
  expect(seen.some((event) => event.kind === 'finished')).toBe(false);
});

test.skipIf(!existsSync('/dev/full'))('the system’s word for a full disk is understood', async () => {
  const error: unknown = await writeFile('/dev/full', 'x').catch((reason: unknown) => reason);
  expect(fileFailure(error, '/dev/full')).toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringContaining('/dev/full'),
  });
});

test('a reader that stops early ends the import', async () => {
  const folder = temporaryFolder();
  await writeGoodImages(folder, 5);
  let calls = 0;
  const events = await importFolder(folder, () => {
    calls += 1;
    return added();
  });
  for await (const event of events) {
    if (event.kind === 'progress') break;
  }
  expect(calls).toBe(0);
  expect((await events.next()).done).toBe(true);
});

test.each(['1_GT.png', '1.png'])('a mask %s beside its picture is no image of the training', async (mask) => {
  const photograph = await pictureOf(testFrame(64, 48)).jpeg().toBuffer();
  const drawing = await picture(blotAndLine(), (on) => [on ? 255 : 0])
    .png()
    .toBuffer();
  const flat = temporaryFolder();
  const labelled = temporaryFolder();
  const good = join(labelled, 'train/good');
  for (const folder of [good, join(labelled, 'test/good')]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(labelled, 'test/good/2.jpg'), photograph);
  for (const folder of [flat, good]) {
    writeFileSync(join(folder, '1.jpg'), photograph);
    writeFileSync(join(folder, mask), drawing);
    // A picture of the part's label is a picture.
    writeFileSync(join(folder, '1_label.jpg'), photograph);
  }
  const label = { purpose: 'test', label: 'defect', kind: 'crack' } as const;
  for (const [folder, below, options, masks] of [
    [flat, '', {}, []],
    [flat, '', { label }, [join(flat, mask)]],
    [labelled, 'train/good/', {}, []],
  ] as const) {
    const files: string[] = [];
    const found: string[] = [];
    const events = await collect(
      await importFolder(
        folder,
        (_, { file, maskPath }) => {
          files.push(file);
          if (maskPath !== null) found.push(maskPath);
          return added();
        },
        options,
      ),
    );
    expect(new Set(files.filter((file) => !file.startsWith('test/')))).toEqual(
      new Set([`${below}1.jpg`, `${below}1_label.jpg`]),
    );
    expect(found).toEqual(masks);
    const name = `${below}${mask}`;
    expect(events.at(-1)).toMatchObject({
      notes: [{ code: 'masksBeside', items: [{ name, detail: '' }] }],
    });
  }
});
