import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { writeGoodImages } from './image-folder.ts';
import { testFrame } from './test-frame.ts';

/** A part of the picture without any spots of `writeSpottedParts`, in shares of the picture. */
export const spotless = { x: 0, y: 0, width: 0.3, height: 0.3 } as const;

/** Writes a labelled folder of good parts and as many parts with a white spot and its mask. */
export async function writeSpottedParts(folder: string, ofEach: number): Promise<void> {
  await writeGoodImages(join(folder, 'test/good'), ofEach, 50);
  const [defective, truth] = [join(folder, 'test/spot'), join(folder, 'ground_truth/spot')];
  for (const made of [defective, truth]) mkdirSync(made, { recursive: true });
  for (let index = 0; index < ofEach; index++) {
    const frame = testFrame(80 + index);
    const { width, height } = frame;
    const side = Math.round(height * 0.3);
    const spot = await sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const at = { input: spot, left: Math.round(width * 0.6), top: Math.round(height * 0.6) };
    await sharp(await encodePng(frame))
      .composite([at])
      .toFile(join(defective, `${index}.png`));
    await sharp({ create: { width, height, channels: 3, background: '#000' } })
      .composite([at])
      .toColourspace('b-w')
      .toFile(join(truth, `${index}_mask.png`));
  }
}
