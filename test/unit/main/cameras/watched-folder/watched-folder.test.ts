import { appendFile, chmod, mkdir, rename, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FrameListener } from '../../../../../src/main/cameras/frame-source.ts';
import { frameLog } from '../../../../support/frame-log.ts';
import { largestDifference, pictureOf, testFrame } from '../../../../support/pictures.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { tiffOf } from '../../../../support/tiff-file.ts';
import { folderWatcher } from '../../../../support/watched-folder.ts';
import { withoutPrivileges } from '../../../../support/without-privileges.ts';

const frame = testFrame();
const png = await pictureOf(frame).png().toBuffer();

const watchFolder = (folder: string, log: FrameListener): Promise<() => Promise<void>> =>
  folderWatcher().watch(folder, log);

/** Makes files so old that nobody can still be writing them. */
async function age(folder: string, names: readonly string[]): Promise<void> {
  const longAgo = new Date(Date.now() - 60_000);
  for (const name of names) await utimes(join(folder, name), longAgo, longAgo);
}

describe('the files of a watched folder', () => {
  test('files that are there come first, in natural order; other files are no parts', async () => {
    const folder = temporaryFolder();
    for (const name of ['part 10.png', 'part 2.png', 'part 1.png', '.hidden.png', 'notes.txt']) {
      await writeFile(join(folder, name), png);
    }
    const log = frameLog();
    await watchFolder(folder, log);
    await log.waitForFrames(3);
    expect(log.names()).toEqual(['part 1.png', 'part 2.png', 'part 10.png']);
    const [first] = log.frames;
    expect(first && largestDifference(first.frame, frame)).toBe(0);
    expect(first?.droppedBefore).toBe(0);
  });

  test('a name that is no text is a part that cannot be read, once, and is named; odd names are read', async () => {
    const folder = temporaryFolder();
    const odd = [
      '-rf.png',
      '%2e%00.png',
      '🙂 ü.png',
      'u\u0308.png',
      'ü.png',
      'a\nb.png',
      `${'x'.repeat(251)}.png`,
    ];
    for (const name of odd) await writeFile(join(folder, name), png);
    const foreign = Buffer.concat([
      Buffer.from(join(folder, 'pr')),
      Buffer.from([0xfc]),
      Buffer.from('f.png'),
    ]);
    await writeFile(foreign, png);
    const log = frameLog();
    await watchFolder(folder, log);
    await log.waitForFrames(odd.length);
    expect(new Set(log.names())).toEqual(new Set(odd));
    await log.waitForUnreadable(1);
    const problem = { message: expect.stringContaining('“pr\uFFFDf.png” has a name that is not UTF-8') };
    expect(log.unreadable).toMatchObject([{ name: 'pr\uFFFDf.png', problem }]);
    await unlink(foreign);
    await writeFile(join(folder, 'last.png'), png);
    await log.waitForFrames(odd.length + 1);
    expect(log.unreadable).toHaveLength(1);
  });

  test('pictures of 16 bits are read as the model of the session reads them', async () => {
    const folder = temporaryFolder();
    const data = new Uint16Array(40 * 40).fill(2048);
    await writeFile(
      join(folder, 'a.tif'),
      tiffOf({ width: 40, height: 40, data, samples: 1, photometric: 1 }),
    );
    await age(folder, ['a.tif']);
    const log = frameLog();
    await watchFolder(folder, { ...log, sampleBits: 12 });
    await log.waitForFrames(1);
    expect(log.frames[0]?.frame.data[0]).toBe(128);
  });

  test('files that arrive are taken in their order of arrival, each once', async () => {
    const folder = temporaryFolder();
    const log = frameLog();
    await watchFolder(folder, log);
    for (const [index, name] of ['z.png', 'a.png', 'm.jpg'].entries()) {
      await writeFile(join(folder, name), png);
      await log.waitForFrames(index + 1);
    }
    await writeFile(join(folder, 'last.png'), png);
    await log.waitForFrames(4);
    expect(log.names()).toEqual(['z.png', 'a.png', 'm.jpg', 'last.png']);
    expect(log.problems).toEqual([]);
  });

  test('a burst of files while a part is looked at loses none', async () => {
    const folder = temporaryFolder();
    const log = frameLog(() => sleep(20));
    await watchFolder(folder, log);
    const names = Array.from({ length: 30 }, (_, index) => `part ${index}.png`);
    await Promise.all(names.map((name) => writeFile(join(folder, name), png)));
    await log.waitForFrames(30);
    expect(new Set(log.names())).toEqual(new Set(names));
    expect(log.frames).toHaveLength(30);
  });

  test('a file that is still being written is read when it is whole', async () => {
    const folder = temporaryFolder();
    const log = frameLog();
    await watchFolder(folder, log);
    const half = Math.floor(png.length / 2);
    await writeFile(join(folder, 'slow.png'), png.subarray(0, half));
    await sleep(400);
    await appendFile(join(folder, 'slow.png'), png.subarray(half));
    await log.waitForFrames(1);
    expect(log.problems).toEqual([]);
    expect(log.frames[0] && largestDifference(log.frames[0].frame, frame)).toBe(0);
  });

  test('a file that is renamed into place counts under its final name only', async () => {
    const folder = temporaryFolder();
    const log = frameLog();
    await watchFolder(folder, log);
    await writeFile(join(folder, 'part.png.part'), png);
    await rename(join(folder, 'part.png.part'), join(folder, 'part.png'));
    await log.waitForFrames(1);
    expect(log.names()).toEqual(['part.png']);
  });

  test('parts whose names go on to the next ones, as of a camera that keeps its latest ones, count once', async () => {
    const folder = temporaryFolder();
    const log = frameLog();
    await watchFolder(folder, log);
    for (const count of [1, 2, 3]) {
      for (const number of [1, 0].filter((other) => other < count - 1)) {
        await rename(join(folder, `${number}.png`), join(folder, `${number + 1}.png`));
      }
      await writeFile(join(folder, '.new'), png);
      await rename(join(folder, '.new'), join(folder, '0.png'));
      await log.waitForFrames(count);
      await sleep(300);
    }
    await sleep(1200);
    expect(log.names()).toEqual(['0.png', '0.png', '0.png']);
  });

  test('the next part waits until the one before has been looked at', async () => {
    const folder = temporaryFolder();
    for (const name of ['1.png', '2.png']) await writeFile(join(folder, name), png);
    const { promise, resolve: release } = Promise.withResolvers<boolean>();
    const log = frameLog(() => promise);
    await watchFolder(folder, log);
    await log.waitForFrames(1);
    await sleep(200);
    expect(log.names()).toEqual(['1.png']);
    release(true);
    await log.waitForFrames(2);
  });

  test('a stop during a pause does not wait for its end', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, '1.png'), png);
    const log = frameLog(() => new Promise(() => undefined));
    const stop = await watchFolder(folder, log);
    await log.waitForFrames(1);
    await stop();
    expect(log.problems).toEqual([]);
  });

  test('after the stop nothing more is given', async () => {
    const folder = temporaryFolder();
    const log = frameLog();
    const stop = await watchFolder(folder, log);
    await stop();
    await writeFile(join(folder, 'late.png'), png);
    await sleep(300);
    expect(log.frames).toEqual([]);
    expect(log.problems).toEqual([]);
  });
});

describe('trouble with a watched folder', () => {
  test('a broken picture is a part that cannot be read, and the next one follows', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, '1 cut.png'), png.subarray(0, png.length / 2));
    await writeFile(join(folder, '2 text.jpg'), 'no picture');
    await writeFile(join(folder, '3 dot.png'), await pictureOf(testFrame(1, 1)).png().toBuffer());
    await age(folder, ['1 cut.png', '2 text.jpg', '3 dot.png']);
    await writeFile(join(folder, '4 good.png'), png);
    const log = frameLog();
    await watchFolder(folder, log);
    await log.waitForFrames(1);
    expect(log.names()).toEqual(['4 good.png']);
    const broken = ['1 cut.png', '2 text.jpg', '3 dot.png'];
    expect(log.unreadable.map(({ name }) => name)).toEqual(broken);
    for (const [index, name] of broken.entries()) {
      expect(log.unreadable[index]?.problem).toMatchObject({
        code: 'UNREADABLE_IMAGE',
        message: expect.stringContaining(name),
      });
    }
    expect(log.problems).toEqual([]);
  });

  test('a part that fails to be looked at is named and the next one follows', async () => {
    const folder = temporaryFolder();
    for (const name of ['1.png', '2.png']) await writeFile(join(folder, name), png);
    const log = frameLog(({ name }) => {
      if (name === '1.png') throw new Error('boom');
      return true;
    });
    await watchFolder(folder, log);
    await log.waitForFrames(2);
    expect(log.problems).toMatchObject([{ code: 'WORKER_FAILED', detail: 'boom' }]);
    expect(log.problems[0]?.message).toContain('1.png');
  });

  test('a part that cannot be handed over has an outcome all the same', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, '1.png'), png);
    const log = frameLog();
    const listener: FrameListener = {
      ...log,
      get sampleBits(): number {
        throw new Error('no model');
      },
    };
    await watchFolder(folder, listener);
    await log.waitForUnreadable(1);
    expect(log.unreadable).toMatchObject([{ name: '1.png', problem: { code: 'WORKER_FAILED' } }]);
    expect(log.frames).toEqual([]);
  });

  test('a file that is gone before it was read is a part that cannot be read', async () => {
    const folder = temporaryFolder();
    for (const name of ['1.png', '2.png']) await writeFile(join(folder, name), png);
    const log = frameLog(async ({ name }) => {
      if (name === '1.png') await unlink(join(folder, '2.png'));
      return true;
    });
    await watchFolder(folder, log);
    await log.waitForUnreadable(1);
    expect(log.unreadable).toMatchObject([{ name: '2.png', problem: { code: 'NOT_FOUND' } }]);
  });

  test('a folder that is not there, or no folder, is named at once', async () => {
    const folder = temporaryFolder();
    const missing = join(folder, 'missing');
    await expect(watchFolder(missing, frameLog())).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(missing),
    });
    const file = join(folder, 'file.png');
    await writeFile(file, png);
    await expect(watchFolder(file, frameLog())).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(file),
    });
  });

  test('a folder without permission is named at once', async () => {
    const folder = join(temporaryFolder(), 'locked');
    await mkdir(folder, { mode: 0o000 });
    onTestFinished(() => chmod(folder, 0o700));
    const watcher = folderWatcher();
    const start = withoutPrivileges(() => watcher.watch(folder, frameLog()));
    await expect(start).rejects.toMatchObject({
      code: 'NO_PERMISSION',
      message: expect.stringContaining(folder),
    });
  });

  test('a folder deleted while it is watched is named once, and taken up again when it is back', async () => {
    const folder = join(temporaryFolder(), 'line');
    await mkdir(folder);
    await writeFile(join(folder, 'before.png'), png);
    const log = frameLog();
    await watchFolder(folder, log);
    await log.waitForFrames(1);
    await rm(folder, { recursive: true });
    await log.waitForProblems(1);
    expect(log.problems).toMatchObject([
      { code: 'CAMERA_UNAVAILABLE', message: expect.stringContaining(folder) },
    ]);
    await mkdir(folder);
    await writeFile(join(folder, 'after.png'), png);
    await log.waitForFrames(2);
    expect(log.names()).toEqual(['before.png', 'after.png']);
    expect(log.problems).toHaveLength(1);
  });
});
