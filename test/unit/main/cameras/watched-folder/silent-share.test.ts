import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { frameLog } from '../../../../support/frame-log.ts';
import { pictureOf, testFrame } from '../../../../support/pictures.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { folderWatcher } from '../../../../support/watched-folder.ts';

/** Lets every access to files wait, as a network share that does not answer: opens pipes that nobody writes to. */
function holdFiles(pipe: string): void {
  execFileSync('mkfifo', [pipe]);
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
  const held = Array.from({ length: threads }, () => open(pipe, 'r'));
  onTestFinished(async () => {
    const writer = openSync(pipe, constants.O_RDWR);
    for (const handle of await Promise.all(held)) await handle.close();
    closeSync(writer);
  });
}

test.skipIf(process.platform === 'win32')(
  'a folder on a share that does not answer is told, and left at its end all the same',
  async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'part.png'), await pictureOf(testFrame()).png().toBuffer());
    const log = frameLog();
    const stop = await folderWatcher().open(folder).start(log);
    await log.waitForFrames(1);
    holdFiles(join(temporaryFolder(), 'pipe'));
    // The next listing of the folder hangs.
    await log.waitForProblems(1);
    expect(log.problems[0]).toMatchObject({
      code: 'CAMERA_UNAVAILABLE',
      message: expect.stringContaining('cannot be read any more'),
    });
    await stop();
    expect(log.names()).toEqual(['part.png']);
  },
);
