import { mkdir, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { StationError } from '../../../shared/domain/station-error.ts';
import { largestObject } from '../../../shared/plant/limits.ts';
import { packArchive, unpackArchive } from '../../files/archive.ts';
import { sha256OfFile } from '../../files/hash.ts';
import { readBounded } from '../../files/read-bounded.ts';
import { trainingImageSchema } from '../../learning/training-image.ts';
import { trainingOrderSchema } from '../../learning/training-order.ts';

/** A training order for another station, without this machine's paths. */
export const orderElsewhereSchema = trainingOrderSchema.omit({
  extendedModelFolder: true,
  teachersFolder: true,
  backboneFile: true,
  outputFolder: true,
});
export type OrderElsewhere = z.infer<typeof orderElsewhereSchema>;

const orderFile = 'order.json';
const mostImages = 50_000;
const mostOrderBytes = 32 * 2 ** 20;
const imageFile = /^images\/[\da-f]{64}\.(?:png|jpg|tif|bmp)$/;
const bounds = {
  files: mostImages + 1,
  bytes: largestObject,
  name: new RegExp(`^order\\.json$|${imageFile.source}`),
} as const;

/** The order in an archive; an image's path is that within the archive. */
const filedOrderSchema = orderElsewhereSchema.extend({
  images: z
    .array(trainingImageSchema.extend({ path: z.string().regex(imageFile) }))
    .min(1)
    .max(mostImages),
});

/**
 * Packs a training for another station: the order and its images. The same training always makes the same archive.
 *
 * @throws StationError BAD_INPUT if it is too large; NOT_FOUND, DISK_FULL, NO_PERMISSION
 */
export async function packTraining(
  order: OrderElsewhere,
  file: string,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const images = order.images.map((image) => ({ ...image, path: filedPath(image) }));
  const text = `${file}.json`;
  try {
    await writeFile(text, JSON.stringify(filedOrderSchema.parse({ ...order, images })));
    const pictures = order.images.map((image) => [filedPath(image), image.path] as const);
    await packArchive(file, new Map([[orderFile, text], ...pictures]));
  } finally {
    await rm(text, { force: true });
  }
  const note = await sha256OfFile(file);
  if (note.bytes <= largestObject) return note;
  throw new StationError(
    'BAD_INPUT',
    `The images have ${note.bytes} bytes together; ${largestObject} at most go to another station. Train here.`,
  );
}

/**
 * Unpacks an archive that another station packed, into a new folder.
 *
 * @throws StationError CORRUPT_FILE with the reason; DISK_FULL, NO_PERMISSION
 */
export async function unpackTraining(file: string, folder: string): Promise<OrderElsewhere> {
  const refused = (why: string): StationError =>
    new StationError('CORRUPT_FILE', `What the station sent is no training of this version: ${why}.`);
  await mkdir(folder, { recursive: true });
  await unpackArchive(file, folder, bounds, refused);
  const text = await readBounded(join(folder, orderFile), mostOrderBytes);
  const order = filedOrderSchema.safeParse(jsonOf(text.toString('utf8')));
  if (!order.success) throw refused(z.prettifyError(order.error));
  const images = order.data.images.map((image) => ({ ...image, path: join(folder, image.path) }));
  for (const { path, sha256, name } of images) {
    const found = await sha256OfFile(path).catch(() => null);
    if (found?.sha256 !== sha256) throw refused(`the picture “${name}” is missing, or another one`);
  }
  return { ...order.data, images };
}

function filedPath({ sha256, path }: { readonly sha256: string; readonly path: string }): string {
  return `images/${sha256}${extname(path)}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
