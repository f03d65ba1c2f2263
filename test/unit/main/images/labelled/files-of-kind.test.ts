import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readLabelledFolder } from '../../../../../src/main/images/test-folder.ts';
import { blotAndLine, picture } from '../../../../support/mask-pictures.ts';
import { pictureOf, testFrame } from '../../../../support/pictures.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('of two files of one name, a drawing beside a photograph is its mask; two photographs are two pictures', async () => {
  const folder = temporaryFolder();
  const put = async (name: string, bytes: Promise<Buffer>): Promise<void> => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), await bytes);
  };
  const photograph = pictureOf(testFrame(64, 48));
  const drawing = picture(blotAndLine(), (on) => [on ? 255 : 0]);
  // Of a good part nothing is marked.
  const black = picture(blotAndLine(), () => [0]);
  await put('test/crack/1.jpg', photograph.clone().jpeg().toBuffer());
  await put('test/crack/1.png', drawing.clone().png().toBuffer());
  await put('test/crack/2.jpg', photograph.clone().jpeg().toBuffer());
  await put('test/crack/2.png', photograph.clone().png().toBuffer());
  await put('test/crack/3.png', drawing.clone().png().toBuffer());
  await put('test/crack/4.jpg', Promise.resolve(Buffer.from('no picture')));
  await put('test/crack/4.png', Promise.resolve(Buffer.from('no picture')));
  await put('test/good/1.jpg', photograph.clone().jpeg().toBuffer());
  await put('test/good/1.png', black.png().toBuffer());
  const { images, notes } = await readLabelledFolder(folder);
  expect(images.map(({ file }) => file)).toEqual([
    ...['test/crack/1.jpg', 'test/crack/2.jpg', 'test/crack/2.png', 'test/crack/3.png'],
    ...['test/crack/4.jpg', 'test/crack/4.png', 'test/good/1.jpg'],
  ]);
  expect(images.flatMap(({ maskFile }) => maskFile ?? [])).toEqual(['test/crack/1.png']);
  expect(notes).toContainEqual({
    code: 'masksBeside',
    count: 2,
    items: [
      { name: 'test/crack/1.png', detail: '' },
      { name: 'test/good/1.png', detail: '' },
    ],
  });
});
