import type { Evaluation, ScoredImage } from '../../shared/contract/models.ts';
import { readLabelledFolder } from '../images/test-folder.ts';
import { containedFile } from './contained-file.ts';

/** Finds the files of the product's own test images. */
export interface OwnFiles {
  filesOf(imageId: number): { readonly path: string; readonly maskPath: string | null };
}

/** Returns the present path of an evaluated image. @throws StationError as `containedFile`, and as `filesOf` */
export async function imagePath(
  { folder, result }: Evaluation,
  image: ScoredImage,
  own: OwnFiles,
): Promise<string> {
  return image.imageId === undefined
    ? containedFile(folder, image.file, result.linkedFolders)
    : own.filesOf(image.imageId).path;
}

/** Returns the present path of its ground truth; null if there is none. @throws as `imagePath` */
export async function maskPath(
  { folder, result }: Evaluation,
  image: ScoredImage,
  own: OwnFiles,
): Promise<string | null> {
  if (image.imageId !== undefined) return own.filesOf(image.imageId).maskPath;
  const file = image.maskFile === undefined ? await maskFileIn(folder, image, result) : image.maskFile;
  return file === null ? null : containedFile(folder, file, result.linkedFolders);
}

/** Finds the mask of an image in the folder, for older evaluations, which did not store the mask's path. */
async function maskFileIn(
  folder: string,
  { file }: ScoredImage,
  result: Evaluation['result'],
): Promise<string | null> {
  const { images } = await readLabelledFolder(folder, goodKindsOf(result));
  return images.find((other) => other.file === file)?.maskFile ?? null;
}

/** Returns the kinds that counted as good in the evaluation: the names of the good images' folders. */
function goodKindsOf({ scores }: Evaluation['result']): string[] {
  const folders = scores.filter(({ defective }) => !defective).map(({ file }) => file.split('/')[1] ?? '');
  return [...new Set(folders)];
}
