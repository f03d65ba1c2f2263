import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { testFrame } from './test-frame.ts';

/** Writes a labelled folder: good images, and defective ones of a kind, each with a square as ground truth. */
export async function writeLabelledFolder(
  folder: string,
  good: number,
  defective: number,
  kind = 'spot',
): Promise<void> {
  for (const sub of ['test/good', `test/${kind}`, `ground_truth/${kind}`]) {
    mkdirSync(join(folder, sub), { recursive: true });
  }
  for (let index = 0; index < good; index++) {
    writeFileSync(join(folder, 'test/good', `${index}.png`), await encodePng(testFrame(index)));
  }
  for (let index = 0; index < defective; index++) {
    const frame = testFrame(100 + index);
    writeFileSync(join(folder, `test/${kind}`, `${index}.png`), await encodePng(frame));
    const square = { create: { width: 12, height: 12, channels: 3, background: '#fff' } } as const;
    await sharp({ create: { width: frame.width, height: frame.height, channels: 3, background: '#000' } })
      .composite([{ input: await sharp(square).png().toBuffer(), left: 8 + index, top: 10 }])
      .toColourspace('b-w')
      .png()
      .toFile(join(folder, `ground_truth/${kind}`, `${index}_mask.png`));
  }
}
