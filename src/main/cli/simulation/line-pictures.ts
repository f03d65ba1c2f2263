import { readdir } from 'node:fs/promises';
import { StationError } from '../../../shared/domain/station-error.ts';
import { isImageName } from '../../images/list-images.ts';

/** Returns the names of a simulated line's pictures, in order; at least one. @throws StationError NO_IMAGES, NOT_FOUND */
export async function linePictures(folder: string): Promise<string[]> {
  const pictures = (await namesIn(folder)).filter((name) => !name.startsWith('.') && isImageName(name));
  if (pictures.length > 0) return pictures.toSorted();
  throw new StationError('NO_IMAGES', `The folder “${folder}” holds no images. Choose one with pictures.`);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    throw new StationError('NOT_FOUND', `The folder “${folder}” cannot be read. Check the path.`);
  }
}
