import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { built } from './running-station.ts';

/** Whether `npm run screenshots` makes the documents' pictures anew, with a carefully trained model. */
export const forDocuments = process.env['UPDATE_DOC_IMAGES'] === '1';

/** Screenshots of the tour beside the views of `views.spec.ts`, by name. */
export const documentedScreenshots: ReadonlySet<string> = new Set([
  'image-check',
  'mask-brush',
  'two-models',
  'line-shift-blocked',
  'line-alarm',
  'explanation-reading',
  'review-batch',
  'phone-entry',
]);

/** Largest picture in the documents, bytes. */
const largest = 150_000;

const width = 1024;

/** Writes a screenshot into the documents, with as many colours as fit. */
export async function writeDocumentImage(name: string, screenshot: Uint8Array): Promise<void> {
  const folder = join(built.root, 'docs', 'images');
  await mkdir(folder, { recursive: true });
  for (const quality of [90, 80, 70, 60]) {
    const png = await sharp(screenshot)
      .resize({ width, withoutEnlargement: true })
      .png({ palette: true, quality, effort: 10, dither: 0 })
      .toBuffer();
    if (png.length > largest) continue;
    await writeFile(join(folder, `${name}.png`), png);
    return;
  }
  throw new Error(`The screenshot ${name} does not fit into ${largest} bytes`);
}
