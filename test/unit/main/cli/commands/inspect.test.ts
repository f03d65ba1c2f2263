import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { writeGoodImages } from '../../../../support/image-folder.ts';
import { openSmallHome } from '../../../../support/small-home.ts';

const inspectedSchema = z.object({
  images: z.array(z.object({ name: z.string() })),
  inspectedBefore: z.number(),
});

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `part-${index}.png`);

test('every picture is inspected, folders and pipes that are called like pictures are none; those inspected before are told', async () => {
  const { folder, run, json } = await openSmallHome();
  const parts = join(folder, 'parts');
  await writeGoodImages(parts, 8);
  for (const name of ['0a.png', '0b.png', '0c.png']) await mkdir(join(parts, name));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(parts, 'pipe.png')]);
  const inspect = ['inspect', '--product', 'Disc', '--images', parts];
  const first = inspectedSchema.parse(await json(0, ...inspect));
  expect(first.images.map(({ name }) => name)).toEqual(names(8));
  expect(first.inspectedBefore).toBe(0);

  await mkdir(join(parts, '2026-11-29'));
  await writeGoodImages(join(parts, '2026-11-29'), 1);
  const again = await run(...inspect);
  expect(again).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('8 images inspected before: --again'),
  });
  const deeper = inspectedSchema.parse(await json(0, ...inspect, '--subfolders'));
  expect(deeper).toEqual({ images: [{ name: '2026-11-29/part-0.png' }], inspectedBefore: 8 });
  const all = inspectedSchema.parse(await json(0, ...inspect, '--again'));
  expect(all.images.map(({ name }) => name)).toEqual(names(8));
});

test('a folder that has pictures only in its subfolders says so', async () => {
  const { folder, run } = await openSmallHome();
  await writeGoodImages(join(folder, 'parts', '2026-11-29'), 1);
  const end = await run('inspect', '--product', 'Disc', '--images', join(folder, 'parts'));
  expect(end).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^NO_IMAGES: .*1 subfolder.*--subfolders/),
  });
});

test('parts without a verdict that was logged are named, each of them, and the command ends with 1', async () => {
  const { folder, home, run } = await openSmallHome();
  const parts = join(folder, 'parts');
  await writeGoodImages(parts, 4);
  await writeFile(join(parts, 'text.jpg'), 'no picture');
  await sharp({ create: { width: 40, height: 40, channels: 3, background: '#fff' } }).toFile(
    join(parts, 'phone.webp'),
  );
  // No picture of an entry can be written, because a file takes the place of its folder.
  await writeFile(join(home, 'defects'), '');
  await run('limits', '--product', 'Disc', '--review', '-2e9', '--defect', '-1e9');
  const { code, stderr } = await run('inspect', '--product', 'Disc', '--images', parts);
  expect(code).toBe(1);
  for (const name of [...names(4), 'text.jpg', '“phone.webp” is a WebP file']) expect(stderr).toContain(name);
  expect(stderr).toContain('4 images by a failure of the station: the next may share the fate.');
});

test('heatmaps keep the whole name, replace heatmaps of before, and never lie among the pictures or on another file', async () => {
  const { folder, run, json } = await openSmallHome();
  const parts = join(folder, 'parts');
  const link = join(folder, 'link');
  const heat = join(folder, 'heat');
  await writeGoodImages(parts, 2);
  await symlink(parts, link);
  const before = await readFile(join(parts, 'part-0.png'));
  const inspect = ['inspect', '--product', 'Disc', '--images', parts, '--again'];
  for (const words of [
    [...inspect, '--heatmaps', link],
    [...inspect, '--subfolders', '--heatmaps', join(parts, 'new')],
  ]) {
    expect(await run(...words)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^BAD_INPUT: .*among/),
    });
  }
  expect(await readFile(join(parts, 'part-0.png'))).toEqual(before);

  await json(0, ...inspect, '--heatmaps', heat);
  await json(0, ...inspect, '--heatmaps', heat);
  expect((await readdir(heat)).toSorted()).toEqual(['part-0.png.png', 'part-1.png.png']);
  await writeFile(join(heat, 'part-1.png.png'), before);
  const refused = await run(...inspect, '--heatmaps', heat);
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^ALREADY_EXISTS: .*part-1\.png\.png/),
  });
  expect(await readFile(join(heat, 'part-1.png.png'))).toEqual(before);
});
