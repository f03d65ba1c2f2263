import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { encodePng } from '../../../src/main/images/encode-image.ts';
import { generatePart } from '../../../src/main/sample/generate-part.ts';

/** Writes different pictures of good parts as PNG files. @returns their paths */
export async function writeGoodPictures(folder: string, count: number, first = 0): Promise<string[]> {
  const paths: string[] = [];
  for (let number = first; number < first + count; number++) {
    const path = join(folder, `part-${number}.png`);
    await writeFile(path, await encodePng(generatePart(number, undefined).frame));
    paths.push(path);
  }
  return paths;
}

/** Writes files that cannot be used as pictures, by name; `odd` tells what is wrong with each. */
export async function writeOddFiles(
  folder: string,
): Promise<{ readonly paths: string[]; readonly names: string[] }> {
  const whole = await encodePng(generatePart(99, undefined).frame);
  const files = {
    'cut-short.png': whole.subarray(0, whole.length / 3),
    'no-picture.jpg': Buffer.from('Shift log of Monday\n'),
    'one-pixel.png': await sharp({ create: { width: 1, height: 1, channels: 3, background: 'grey' } })
      .png()
      .toBuffer(),
  };
  const names = Object.keys(files);
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  return { paths: names.map((name) => join(folder, name)), names };
}

/** Writes pictures in less common formats of cameras and scanners: 16 bits a channel, and transparency. */
export async function writeUnusualPictures(folder: string): Promise<string[]> {
  const picture = sharp(Buffer.from(await encodePng(generatePart(77, undefined).frame)));
  const deep = join(folder, 'sixteen-bits.png');
  const clear = join(folder, 'transparent.png');
  await picture.clone().toColourspace('rgb16').png().toFile(deep);
  await picture.clone().ensureAlpha(0.5).png().toFile(clear);
  return [deep, clear];
}
