import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { decodeImage } from './decode-image.ts';
import { fileFailure } from '../files/file-failure.ts';

/** Largest image file, bytes: 1 GiB holds 100 megapixels of 16-bit RGBA. */
const maximumBytes = 2 ** 30;

export interface ImageFile {
  /** The file as it lies on disk. */
  readonly bytes: Uint8Array;
  readonly frame: Frame;
}

/**
 * Reads and decodes an image file.
 *
 * @param bits as `decodeImage`
 * @throws StationError `NOT_FOUND`, `NO_PERMISSION`, or `UNREADABLE_IMAGE` as `decodeImage`
 */
export async function readImageFile(path: string, bits?: number): Promise<ImageFile> {
  const bytes = await readImageBytes(path);
  return { bytes, frame: await decodeImage(bytes, basename(path), bits) };
}

/** Reads the bytes of an image file. @throws StationError as `readImageFile` */
export async function readImageBytes(path: string): Promise<Uint8Array> {
  try {
    const info = await stat(path);
    if (!info.isFile()) {
      throw new StationError('UNREADABLE_IMAGE', `“${path}” is not a file. Choose an image file.`);
    }
    if (info.size > maximumBytes) {
      throw new StationError(
        'UNREADABLE_IMAGE',
        `“${basename(path)}” is larger than ${maximumBytes / 2 ** 20} MiB. Save it smaller or compressed.`,
      );
    }
    return await readFile(path);
  } catch (error) {
    throw fileFailure(error, path);
  }
}
