import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { testFrame } from './test-frame.ts';

/** Writes good images `part-0.png` … into a folder. */
export async function writeGoodImages(folder: string, count: number, firstSeed = 0): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    writeFileSync(join(folder, `part-${index}.png`), await encodePng(testFrame(firstSeed + index)));
  }
}

/** Makes the odd files that people's folders hold beside good images, by file name. */
export async function oddFiles(): Promise<Record<string, Uint8Array>> {
  const png = await encodePng(testFrame(100, 200, 160));
  const text = new TextEncoder().encode('This is no picture.\n');
  const solid = { width: 64, height: 64, background: { r: 200, g: 120, b: 40, alpha: 0.5 } };
  return {
    'truncated.png': png.subarray(0, png.length / 2),
    'text.jpg': text,
    'empty.png': new Uint8Array(),
    'one-pixel.png': await sharp({ create: { ...solid, width: 1, height: 1, channels: 3 } })
      .png()
      .toBuffer(),
    'notes.txt': text,
    'rgba.png': await sharp({ create: { ...solid, channels: 4 } })
      .png()
      .toBuffer(),
    'deep.png': await sharp({ create: { ...solid, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer(),
    'scan.tif': await sharp({ create: { ...solid, channels: 3 } })
      .tiff()
      .toBuffer(),
    'photo.jpeg': await sharp({ create: { ...solid, channels: 3 } })
      .jpeg()
      .toBuffer(),
  };
}
