import type { Evaluation, ScoredImage } from '../../shared/contract/models.ts';
import { readLabelledFolder } from '../images/test-folder.ts';
import { containedFile } from './contained-file.ts';

/** Where the product's own test images lie. */
export interface OwnFiles {
  filesOf(imageId: number): { readonly path: string; readonly maskPath: string | null };
}

/** Where an evaluated image lies now. @throws StationError as `containedFile`, and as `filesOf` */
export async function imagePath(
  { folder, result }: Evaluation,
  image: ScoredImage,
  own: OwnFiles,
): Promise<string> {
  return image.imageId === undefined
    ? containedFile(folder, image.file, result.linkedFolders)
    : own.filesOf(image.imageId).path;
}

/** Where its ground truth lies now; null where there is none. @throws as `imagePath` */
export async function maskPath(
  { folder, result }: Evaluation,
  image: ScoredImage,
  own: OwnFiles,
): Promise<string | null> {
  if (image.imageId !== undefined) return own.filesOf(image.imageId).maskPath;
  const file = image.maskFile === undefined ? await maskFileIn(folder, image, result) : image.maskFile;
  return file === null ? null : containedFile(folder, file, result.linkedFolders);
}

/** Looks for the mask of an image, for evaluations that did not say where it lies. */
async function maskFileIn(
  folder: string,
  { file }: ScoredImage,
  result: Evaluation['result'],
): Promise<string | null> {
  const { images } = await readLabelledFolder(folder, goodKindsOf(result));
  return images.find((other) => other.file === file)?.maskFile ?? null;
}

/** The kinds that were good when the folder was evaluated, by the folders of their images. */
function goodKindsOf({ scores }: Evaluation['result']): string[] {
  const folders = scores.filter(({ defective }) => !defective).map(({ file }) => file.split('/')[1] ?? '');
  return [...new Set(folders)];
}
