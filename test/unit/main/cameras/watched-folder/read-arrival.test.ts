import { chmod, open, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { SourceFrame } from '../../../../../src/main/cameras/frame-source.ts';
import { decodeImage } from '../../../../../src/main/images/decode-image.ts';
import { frameLog } from '../../../../support/frame-log.ts';
import { bmpOf, largestDifference, pictureOf, testFrame } from '../../../../support/pictures.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { folderWatcher } from '../../../../support/watched-folder.ts';
import { withoutPrivileges } from '../../../../support/without-privileges.ts';

const frame = testFrame(96, 64);
const files = {
  'part.png': await pictureOf(frame).png().toBuffer(),
  'part.jpg': await pictureOf(frame).jpeg({ quality: 95 }).toBuffer(),
  'part.tif': await pictureOf(frame).tiff({ compression: 'none' }).toBuffer(),
  'part.bmp': Buffer.from(bmpOf(frame)),
};

const names = ['part.png', 'part.jpg', 'part.tif', 'part.bmp'] as const;
const halfOf = (name: keyof typeof files): number => files[name].length >> 1;

/** Checks that each picture came once and complete. */
async function expectWhole(given: readonly SourceFrame[]): Promise<void> {
  expect(given.map(({ name }) => name).toSorted()).toEqual([...names].toSorted());
  for (const name of names) {
    const found = given.find((one) => one.name === name)?.frame;
    const whole = await decodeImage(files[name], name);
    expect(found && largestDifference(found, whole), name).toBe(0);
  }
}

/** Writes the first half of each file. @returns a function that writes the second halves */
async function writeHalves(folder: string, reserve: boolean): Promise<() => Promise<void>> {
  const handles = new Map<(typeof names)[number], FileHandle>();
  for (const name of names) {
    const file = await open(join(folder, name), 'w');
    if (reserve) await file.truncate(files[name].length);
    await file.write(files[name], 0, halfOf(name), 0);
    handles.set(name, file);
  }
  return async () => {
    for (const [name, file] of handles) {
      await file.write(files[name], halfOf(name), undefined, halfOf(name));
      await file.close();
    }
  };
}

test('files that are reserved at their full length and written in two halves are judged once, whole', async () => {
  const folder = temporaryFolder();
  const log = frameLog();
  await folderWatcher().watch(folder, log);
  const finish = await writeHalves(folder, true);
  await sleep(1500);
  await finish();
  await log.waitForFrames(names.length);
  await expectWhole(log.frames);
  expect([...log.problems, ...log.unreadable]).toEqual([]);
});

test('files that stand still half-way keep nobody waiting; whole, they are judged once; named when they never become so', async () => {
  const folder = temporaryFolder();
  const log = frameLog();
  await folderWatcher().watch(folder, log);
  const finish = await writeHalves(folder, false);
  await writeFile(join(folder, 'late.png'), files['part.png'].subarray(0, -20));
  await sleep(300);
  await writeFile(join(folder, 'next.png'), files['part.png']);
  await log.waitForFrames(1);
  expect(log.names()).toEqual(['next.png']);
  await sleep(1800);
  await finish();
  await log.waitForFrames(1 + names.length);
  await expectWhole(log.frames.slice(1));
  expect([...log.problems, ...log.unreadable]).toEqual([]);

  await log.waitForUnreadable(1);
  expect(log.unreadable).toMatchObject([{ name: 'late.png', problem: { code: 'UNREADABLE_IMAGE' } }]);
  await writeFile(join(folder, 'late.png'), files['part.png']);
  await log.waitForFrames(2 + names.length);
  expect(log.names().at(-1)).toBe('late.png');
  expect(log.unreadable).toHaveLength(1);
});

test('a file that its writer holds for itself is judged once it is let go', async () => {
  const folder = temporaryFolder();
  await chmod(folder, 0o777);
  const log = frameLog();
  await withoutPrivileges(async () => {
    await folderWatcher().watch(folder, log);
    await writeFile(join(folder, 'part.png'), files['part.png'], { mode: 0o000 });
    await sleep(1000);
    expect([...log.frames, ...log.unreadable]).toEqual([]);
    await chmod(join(folder, 'part.png'), 0o600);
    await log.waitForFrames(1);
  });
  expect(log.unreadable).toEqual([]);
});

test('a whole TIFF, which may end in a few zeros, is not held back', async () => {
  const folder = temporaryFolder();
  const log = frameLog();
  await folderWatcher().watch(folder, log);
  await writeFile(join(folder, '1.tif'), files['part.tif']);
  await sleep(500);
  await writeFile(join(folder, '2.png'), files['part.png']);
  await log.waitForFrames(2);
  expect(log.names()).toEqual(['1.tif', '2.png']);
});

test('a picture that is black at its end is judged; once that is known of a folder, others like it are not held back', async () => {
  const folder = temporaryFolder();
  const log = frameLog();
  await folderWatcher().watch(folder, log);
  // A BMP stores the picture's first rows last.
  const black = frame.data.map((value, index) => (index < frame.data.length / 4 ? 0 : value));
  const dark = Buffer.from(bmpOf({ ...frame, data: black }));
  await writeFile(join(folder, '1.bmp'), dark);
  await sleep(300);
  await writeFile(join(folder, '2.png'), files['part.png']);
  await log.waitForFrames(2);
  await writeFile(join(folder, '3.bmp'), dark);
  await sleep(300);
  await writeFile(join(folder, '4.png'), files['part.png']);
  await log.waitForFrames(4);
  expect(log.names()).toEqual(['2.png', '1.bmp', '3.bmp', '4.png']);
  expect([...log.problems, ...log.unreadable]).toEqual([]);
});
