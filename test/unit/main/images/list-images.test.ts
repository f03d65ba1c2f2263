import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listImages } from '../../../../src/main/images/list-images.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { withoutPrivileges } from '../../../support/without-privileges.ts';

function folderWith(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) writeFileSync(join(folder, name), '');
  return folder;
}

describe('listing the images of a folder', () => {
  it('lists them as people count, in every spelling of the endings', async () => {
    const folder = folderWith(
      'part 10.png',
      'part 2.PNG',
      'a.jpeg',
      'b.JPG',
      'c.bmp',
      'd.tif',
      'e.TIFF',
      'part 1.png',
    );
    expect((await listImages(folder)).images).toEqual([
      'a.jpeg',
      'b.JPG',
      'c.bmp',
      'd.tif',
      'e.TIFF',
      'part 1.png',
      'part 2.PNG',
      'part 10.png',
    ]);
  });

  it('tells what it skips, but not what desktops leave behind', async () => {
    const folder = folderWith('a.png', 'notes.txt', 'clip.mp4', '.DS_Store', '._a.png', 'Thumbs.db');
    const listing = await listImages(folder);
    expect(listing.images).toEqual(['a.png']);
    expect(listing.skipped).toEqual(['clip.mp4', 'notes.txt']);
  });

  it.skipIf(process.platform === 'win32')(
    'names pipes, devices and links to such, whatever they are called',
    async () => {
      const folder = folderWith('a.png');
      execFileSync('mkfifo', [join(folder, 'pipe.png')]);
      symlinkSync('/dev/zero', join(folder, 'endless.png'));
      symlinkSync(join(folder, 'pipe.png'), join(folder, 'link.jpg'));
      const listing = await listImages(folder);
      expect(listing.images).toEqual(['a.png']);
      expect(listing.skipped).toEqual(['endless.png', 'link.jpg', 'pipe.png']);
    },
  );

  it('does not look into folders inside, whatever they are called', async () => {
    const folder = folderWith('a.png');
    mkdirSync(join(folder, 'more.png'));
    writeFileSync(join(folder, 'more.png', 'b.png'), '');
    expect((await listImages(folder)).images).toEqual(['a.png']);
  });

  it('follows links to files, and lists a broken one so that reading names it', async () => {
    const folder = folderWith('a.png');
    symlinkSync(join(folder, 'a.png'), join(folder, 'b.png'));
    symlinkSync(folder, join(folder, 'c.png'));
    symlinkSync(join(folder, 'gone.png'), join(folder, 'd.png'));
    expect((await listImages(folder)).images).toEqual(['a.png', 'b.png', 'd.png']);
  });

  it('names a folder that is not there', async () => {
    const folder = join(temporaryFolder(), 'gone');
    await expect(listImages(folder)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(folder),
    });
  });

  it('names a path that is no folder', async () => {
    const path = join(folderWith('a.png'), 'a.png');
    await expect(listImages(path)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(path),
    });
  });

  it('names a folder that may not be read', async () => {
    const folder = join(temporaryFolder(), 'locked');
    mkdirSync(folder, { mode: 0o000 });
    const listing = withoutPrivileges(() => listImages(folder));
    await expect(listing).rejects.toMatchObject({
      code: 'NO_PERMISSION',
      message: expect.stringContaining(folder),
    });
  });

  it('names a folder without images, and says whether it is empty', async () => {
    await expect(listImages(temporaryFolder())).rejects.toMatchObject({
      code: 'NO_IMAGES',
      message: expect.stringContaining('It is empty.'),
    });
    await expect(listImages(folderWith('a.txt', 'b.txt'))).rejects.toMatchObject({
      code: 'NO_IMAGES',
      message: expect.stringContaining('Its 2 files are of other kinds.'),
    });
    const nested = folderWith();
    mkdirSync(join(nested, 'monday'));
    await expect(listImages(nested)).rejects.toMatchObject({
      code: 'NO_IMAGES',
      message: expect.stringContaining('Its 1 folders are not looked into.'),
    });
  });
});
