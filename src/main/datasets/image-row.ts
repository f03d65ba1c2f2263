import { readFile } from 'node:fs/promises';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { DatasetImageRow, DatasetRepository } from './repository.ts';

/** @throws StationError NOT_FOUND */
export function imageRow(images: DatasetRepository, imageId: number): DatasetImageRow {
  const found = images.find(imageId);
  if (found !== null) return found;
  throw new StationError('NOT_FOUND', 'The image does not exist. Reload the list.', `Image ${imageId}`);
}

/** @throws StationError NOT_FOUND, NO_PERMISSION naming the file */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileFailure(error, path);
  }
}
