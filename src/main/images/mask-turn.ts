import sharp from 'sharp';
import { readImageBytes } from './read-image-file.ts';

/** EXIF orientations that keep width and height: upside down, mirrored. */
const sameShape: readonly number[] = [2, 3, 4];

/**
 * Returns whether a mask's orientation is uncertain: an EXIF orientation turns or mirrors the picture, the
 * mask states none, and both orientations would fit. Such a mask is taken as drawn on the picture as people
 * see it.
 *
 * @param maskPath the mask's file; folders of masks are not examined
 * @param picture content of the picture's file
 */
export async function isTurnUnsure(maskPath: string, picture: Uint8Array): Promise<boolean> {
  const { orientation, width, height } = await headerOf(picture);
  if (!(sameShape.includes(orientation) || (orientation > 4 && width === height))) return false;
  const mask = await readImageBytes(maskPath).catch(() => null);
  return mask !== null && (await headerOf(mask)).orientation === 1;
}

/** @returns orientation 1 if the file states none, as in every BMP */
async function headerOf(bytes: Uint8Array): Promise<{ orientation: number; width: number; height: number }> {
  const none = { orientation: 1, width: 0, height: 0 };
  const read = await sharp(bytes)
    .metadata()
    .catch(() => none);
  return { ...none, ...read, orientation: read.orientation ?? 1 };
}
