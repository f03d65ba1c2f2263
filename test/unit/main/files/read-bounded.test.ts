import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBounded } from '../../../../src/main/files/read-bounded.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('a file is read up to its bound, and no longer one', async () => {
  const file = join(temporaryFolder(), 'card.json');
  writeFileSync(file, '12345');
  expect((await readBounded(file, 5)).toString()).toBe('12345');
  await expect(readBounded(file, 4)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(readBounded(`${file}.not`, 4)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test.skipIf(process.platform === 'win32')('a pipe or a device is refused at once', async () => {
  const pipe = join(temporaryFolder(), 'pipe.json');
  execFileSync('mkfifo', [pipe]);
  for (const path of [pipe, '/dev/zero']) {
    await expect(readBounded(path, 1000)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: `“${path}” is not a file.`,
    });
  }
});
