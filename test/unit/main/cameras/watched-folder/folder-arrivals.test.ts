import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { frameLog, type FrameLog } from '../../../../support/frame-log.ts';
import { pictureOf, testFrame } from '../../../../support/pictures.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { folderWatcher } from '../../../../support/watched-folder.ts';

const pictures = await Promise.all(
  [1, 2, 3].map((shade) =>
    pictureOf(testFrame(64 + shade, 48))
      .png()
      .toBuffer(),
  ),
);
const [first = Buffer.of(), second = Buffer.of(), third = Buffer.of()] = pictures;

/** Returns the widths of the frames, by which the pictures differ. */
const widths = ({ frames }: FrameLog): number[] => frames.map(({ frame }) => frame.width);

/** Puts a complete picture under its name by renaming, as some cameras do. */
async function putWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(folder, '.part'), bytes);
  await rename(join(folder, '.part'), join(folder, name));
}

async function watched() {
  const folder = temporaryFolder();
  const log = frameLog();
  const watcher = folderWatcher();
  const stop = await watcher.watch(folder, log);
  return { folder, log, watcher, stop };
}

describe('the same name again', () => {
  test.each([
    ['written over', writeFile],
    ['renamed onto', (path: string, bytes: Uint8Array) => putWhole(join(path, '..'), 'part.png', bytes)],
  ])('a name that is %s is a part each time', async (_how, put) => {
    const { folder, log } = await watched();
    for (const [index, bytes] of [first, second, third].entries()) {
      await put(join(folder, 'part.png'), bytes);
      await log.waitForFrames(index + 1);
    }
    expect(widths(log)).toEqual([65, 66, 67]);
    expect(log.problems).toEqual([]);
  });

  test('the same picture under the same name is a part each time it is written', async () => {
    const { folder, log } = await watched();
    for (const count of [1, 2]) {
      await writeFile(join(folder, 'part.png'), first);
      await log.waitForFrames(count);
    }
    expect(log.names()).toEqual(['part.png', 'part.png']);
  });

  test('numbering that starts anew is new parts, whether the old files are gone for a moment or for long', async () => {
    const { folder, log } = await watched();
    for (const name of ['part_1.png', 'part_2.png']) await writeFile(join(folder, name), first);
    await log.waitForFrames(2);
    await rm(join(folder, 'part_1.png'));
    await rm(join(folder, 'part_2.png'));
    await writeFile(join(folder, 'part_1.png'), second);
    await log.waitForFrames(3);
    await sleep(1500);
    await writeFile(join(folder, 'part_2.png'), first);
    await log.waitForFrames(4);
    expect(log.names().slice(2)).toEqual(['part_1.png', 'part_2.png']);
    expect(log.problems).toEqual([]);
  });

  test('what takes the name of a part that still waits is named, and inspected itself', async () => {
    const folder = temporaryFolder();
    const { promise: looked, resolve: goOn } = Promise.withResolvers<undefined>();
    const log = frameLog(({ name }) => (name === '1.png' ? looked : undefined));
    await folderWatcher().watch(folder, log);
    await putWhole(folder, '1.png', first);
    await log.waitForFrames(1);
    await putWhole(folder, 'part.png', second);
    await sleep(100);
    await putWhole(folder, 'part.png', third);
    await log.waitForUnreadable(1);
    goOn(undefined);
    await log.waitForFrames(2);
    expect(widths(log)).toEqual([65, 67]);
    expect(log.unreadable).toMatchObject([{ name: 'part.png', problem: { code: 'NOT_FOUND' } }]);
  });
});

describe('what is no new part', () => {
  test('a part that gets another name in the folder, before or after it was inspected', async () => {
    const { folder, log } = await watched();
    await writeFile(join(folder, 'a.png'), first);
    await log.waitForFrames(1);
    await rename(join(folder, 'a.png'), join(folder, 'done a.png'));
    await sleep(300);
    await putWhole(folder, 'b.png', second);
    await log.waitForFrames(2);
    expect(widths(log)).toEqual([65, 66]);
    expect(log.problems).toEqual([]);
  });

  test('a folder that is called like a picture', async () => {
    const { folder, log } = await watched();
    await mkdir(join(folder, 'a.png'));
    await writeFile(join(folder, 'b.png'), first);
    await log.waitForFrames(1);
    await sleep(1200);
    expect(log.names()).toEqual(['b.png']);
    expect(log.problems).toEqual([]);
  });
});

describe('names and links', () => {
  test('names that look alike and differ in their bytes are two parts', async () => {
    const { folder, log } = await watched();
    await writeFile(join(folder, 'K\u00e4se.png'), first);
    await writeFile(join(folder, 'Ka\u0308se.png'), second);
    await log.waitForFrames(2);
    expect(widths(log).toSorted()).toEqual([65, 66]);
  });

  test('a link is a part, a part again once it leads to another picture, and named when it leads nowhere', async () => {
    const { folder, log } = await watched();
    const elsewhere = temporaryFolder();
    await writeFile(join(elsewhere, 'one.png'), first);
    await writeFile(join(elsewhere, 'two.png'), second);
    await symlink(join(elsewhere, 'one.png'), join(folder, 'latest.png'));
    await log.waitForFrames(1);
    await symlink(join(elsewhere, 'two.png'), join(folder, '.next'));
    await rename(join(folder, '.next'), join(folder, 'latest.png'));
    await log.waitForFrames(2);
    expect(widths(log)).toEqual([65, 66]);
    await symlink(join(elsewhere, 'none.png'), join(folder, 'broken.png'));
    await log.waitForUnreadable(1);
    expect(log.unreadable).toMatchObject([{ name: 'broken.png', problem: { code: 'NOT_FOUND' } }]);
    await writeFile(join(elsewhere, 'none.png'), third);
    await log.waitForFrames(3);
    expect(log.names().at(-1)).toBe('broken.png');
  });
});

describe('subfolders', () => {
  test('by choice their pictures are parts, with their path as name; links to folders lead in no circle', async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, '2026-11-29', 'lane 2'), { recursive: true });
    await symlink(folder, join(folder, '2026-11-29', 'back'));
    await writeFile(join(folder, '2026-11-29', 'p10.png'), first);
    await writeFile(join(folder, '2026-11-29', 'p9.png'), second);
    const log = frameLog();
    await folderWatcher().watch(folder, log, { subfolders: true });
    await log.waitForFrames(2);
    await writeFile(join(folder, '2026-11-29', 'lane 2', 'p.png'), third);
    await log.waitForFrames(3);
    await mkdir(join(folder, '2026-11-30'));
    await writeFile(join(folder, '2026-11-30', 'p.png'), first);
    await log.waitForFrames(4);
    expect(log.names()).toEqual([
      '2026-11-29/p9.png',
      '2026-11-29/p10.png',
      '2026-11-29/lane 2/p.png',
      '2026-11-30/p.png',
    ]);
    expect(log.problems).toEqual([]);
  });

  test('without the choice a folder that has pictures only in them says so, once', async () => {
    const { folder, log } = await watched();
    await mkdir(join(folder, '2026-11-29'));
    await sleep(1200);
    expect(log.problems).toEqual([]);
    await writeFile(join(folder, '2026-11-29', 'p.png'), first);
    await log.waitForProblems(1);
    await sleep(1200);
    expect(log.problems).toMatchObject([{ code: 'NO_IMAGES', message: expect.stringContaining(folder) }]);
    expect(log.frames).toEqual([]);
  });
});

describe('a second watch', () => {
  test('inspects only what is new, also when the station was started anew; everything when it is asked for', async () => {
    const folder = temporaryFolder();
    const home = temporaryFolder();
    for (const name of ['1.png', '2.png', '3.png']) await writeFile(join(folder, name), first);
    const before = frameLog();
    const stop = await folderWatcher(home).watch(folder, before);
    await before.waitForFrames(3);
    await stop();

    // The first file is copied back from a backup, the second one overwritten unseen, the third one removed and replaced.
    await utimes(join(folder, '1.png'), new Date(), new Date(0));
    await writeFile(join(folder, '2.png'), second);
    await writeFile(join(folder, '4.png'), first);
    const after = frameLog();
    const stopAfter = await folderWatcher(home).watch(folder, after);
    await after.waitForFrames(2);
    await writeFile(join(folder, '5.png'), first);
    await after.waitForFrames(3);
    expect(after.names()).toEqual(['2.png', '4.png', '5.png']);
    await stopAfter();

    const again = frameLog();
    await folderWatcher(home).watch(folder, again, { again: true });
    await again.waitForFrames(5);
    expect(again.names()).toEqual(['1.png', '2.png', '3.png', '4.png', '5.png']);
  });

  test('gives a part again that had no verdict', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, '1.png'), first);
    const watcher = folderWatcher();
    const failing = frameLog(() => {
      throw new Error('no verdict');
    });
    const stop = await watcher.watch(folder, failing);
    await failing.waitForProblems(1);
    await stop();
    const log = frameLog();
    await watcher.watch(folder, log);
    await log.waitForFrames(1);
  });

  test('leaves out the part that was under way when the watch before ended, once it was inspected', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, '1.png'), first);
    const watcher = folderWatcher();
    const { promise: looked, resolve: goOn } = Promise.withResolvers<undefined>();
    const before = frameLog(() => looked);
    const stop = await watcher.watch(folder, before);
    await before.waitForFrames(1);
    await stop();
    goOn(undefined);
    await sleep(0);
    const log = frameLog();
    await watcher.watch(folder, log);
    await writeFile(join(folder, '2.png'), second);
    await log.waitForFrames(1);
    expect(log.names()).toEqual(['2.png']);
  });

  test('knows a folder by any path that leads to it, and files that were away and come back as they were', async () => {
    const folder = temporaryFolder();
    const link = join(temporaryFolder(), 'link');
    await symlink(folder, link);
    await writeFile(join(folder, '1.png'), first);
    const watcher = folderWatcher();
    const log = frameLog();
    const stop = await watcher.watch(folder, log);
    await log.waitForFrames(1);
    await stop();
    const second = frameLog();
    await watcher.watch(link, second);
    await rename(join(folder, '1.png'), join(folder, '..', '1.png'));
    await sleep(1500);
    await rename(join(folder, '..', '1.png'), join(folder, '1.png'));
    await writeFile(join(folder, '2.png'), third);
    await second.waitForFrames(1);
    expect(second.names()).toEqual(['2.png']);
  });
});

test('a mark parts what lay in the folder from what comes after it, whether it was waiting or still being written', async () => {
  const folder = temporaryFolder();
  for (const name of ['1.png', '2.png']) await writeFile(join(folder, name), first);
  await writeFile(join(folder, '3.png'), first.subarray(0, 100));
  const { promise: looked, resolve: goOn } = Promise.withResolvers<undefined>();
  const log = frameLog(() => looked);
  const source = folderWatcher().open(folder);
  const stop = await source.start(log);
  try {
    await log.waitForFrames(1);
    let before: readonly (string | null)[] = [];
    const { promise: reached, resolve: reach } = Promise.withResolvers<undefined>();
    await source.mark?.(() => {
      before = log.names();
      reach(undefined);
    });
    await putWhole(folder, '0 after.png', second);
    goOn(undefined);
    await sleep(600);
    await writeFile(join(folder, '3.png'), first);
    await reached;
    await log.waitForFrames(4);
    expect(before).toEqual(['1.png', '2.png', '3.png']);
    expect(log.names()).toEqual(['1.png', '2.png', '3.png', '0 after.png']);
  } finally {
    await stop();
  }
});
