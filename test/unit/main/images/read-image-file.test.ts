import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readImageFile } from '../../../../src/main/images/read-image-file.ts';
import { pictureOf, testFrame } from '../../../support/pictures.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { withoutPrivileges } from '../../../support/without-privileges.ts';

describe('reading an image file', () => {
  it('gives the file as it lies on disk and its pixels', async () => {
    const path = join(temporaryFolder(), 'part.png');
    const bytes = await pictureOf(testFrame()).png().toBuffer();
    writeFileSync(path, bytes);
    const file = await readImageFile(path);
    expect(Buffer.from(file.bytes).equals(bytes)).toBe(true);
    expect(file.frame).toEqual(testFrame());
  });

  it('names a file that is not there', async () => {
    const path = join(temporaryFolder(), 'part.png');
    await expect(readImageFile(path)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(path),
    });
  });

  it('names a file that may not be read', async () => {
    const path = join(temporaryFolder(), 'part.png');
    writeFileSync(path, 'secret', { mode: 0o000 });
    const read = withoutPrivileges(() => readImageFile(path));
    await expect(read).rejects.toMatchObject({
      code: 'NO_PERMISSION',
      message: expect.stringContaining(path),
    });
  });

  it('names a folder that is called like an image', async () => {
    const path = join(temporaryFolder(), 'part.png');
    mkdirSync(path);
    await expect(readImageFile(path)).rejects.toMatchObject({ code: 'UNREADABLE_IMAGE' });
  });

  it('names the file, not the path, when its content cannot be read', async () => {
    const path = join(temporaryFolder(), 'part.png');
    writeFileSync(path, '');
    await expect(readImageFile(path)).rejects.toMatchObject({
      code: 'UNREADABLE_IMAGE',
      message: '“part.png” is empty. Copy or record it again.',
    });
  });
});
