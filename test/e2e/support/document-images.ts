import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { built } from './running-station.ts';

/** Set by `npm run screenshots`: the pictures of the documents are made anew, with a carefully trained model. */
export const forDocuments = process.env['UPDATE_DOC_IMAGES'] === '1';

/** The largest picture that the documents carry, bytes. */
const largest = 150_000;

/** Puts a screenshot into the documents, with as many colours as fit. */
export async function writeDocumentImage(name: string, screenshot: Uint8Array): Promise<void> {
  const folder = join(built.root, 'docs', 'images');
  await mkdir(folder, { recursive: true });
  for (const colours of [256, 128, 64, 32]) {
    const png = await sharp(screenshot).png({ palette: true, colours, effort: 10, dither: 0.6 }).toBuffer();
    if (png.length > largest) continue;
    await sharp(png).toFile(join(folder, `${name}.png`));
    return;
  }
  throw new Error(`The screenshot ${name} does not fit into ${largest} bytes`);
}
