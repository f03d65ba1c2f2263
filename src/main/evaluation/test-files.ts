import type { Evaluation, ScoredImage } from '../../shared/contract/models.ts';
import { maskFileOf } from '../images/test-folder.ts';
import { containedFile } from './contained-file.ts';

/** Where the product's own test images lie. */
export interface OwnFiles {
  filesOf(imageId: number): { readonly path: string; readonly maskPath: string | null };
}

/** Where an evaluated image lies now. @throws StationError as `containedFile`, and as `filesOf` */
export async function imagePath({ folder }: Evaluation, image: ScoredImage, own: OwnFiles): Promise<string> {
  return image.imageId === undefined ? containedFile(folder, image.file) : own.filesOf(image.imageId).path;
}

/** Where its ground truth lies now; null where there is none. @throws as `imagePath` */
export async function maskPath(
  { folder }: Evaluation,
  image: ScoredImage,
  own: OwnFiles,
): Promise<string | null> {
  if (image.imageId !== undefined) return own.filesOf(image.imageId).maskPath;
  const file = await maskFileOf(folder, image);
  return file === null ? null : containedFile(folder, file);
}
