import { link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { defectKinds, type DefectKind } from '../../../src/main/sample/blemish.ts';
import { generatePart } from '../../../src/main/sample/generate-part.ts';

/** Rendered parts of each kind; all other images of the set are links to them. */
const rendered = 12;

/**
 * Writes a labelled folder with many images of a given side: parts of the sample product, half of them good, the others
 * with ground truth. The disk has only a few of them, linked under many names.
 */
export async function writeLinkedSet(folder: string, images: number, side: number): Promise<void> {
  const good = Math.ceil(images / 2);
  await writeKind(folder, undefined, good, side);
  for (const [index, kind] of defectKinds.entries()) {
    await writeKind(folder, kind, Math.ceil((images - good - index) / defectKinds.length), side);
  }
}

async function writeKind(
  folder: string,
  kind: DefectKind | undefined,
  count: number,
  side: number,
): Promise<void> {
  const test = join(folder, 'test', kind ?? 'good');
  const truth = join(folder, 'ground_truth', kind ?? 'good');
  for (const made of [test, truth]) await mkdir(made, { recursive: true });
  for (let index = 0; index < count; index++) {
    const [image, mask] = [join(test, `${index}.png`), join(truth, `${index}_mask.png`)];
    if (index < rendered) {
      const part = generatePart(index, kind);
      const { width, height } = part.frame;
      const png = (data: Uint8Array, channels: 1 | 3): Promise<Buffer> =>
        sharp(data, { raw: { width, height, channels } })
          .resize(side, side, { fit: 'fill' })
          .png()
          .toBuffer();
      await writeFile(image, await png(part.frame.data, 3));
      if (kind !== undefined) await writeFile(mask, await png(part.mask, 1));
    } else {
      await link(join(test, `${index % rendered}.png`), image);
      if (kind !== undefined) await link(join(truth, `${index % rendered}_mask.png`), mask);
    }
  }
}
