import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { compareNaturally, isImageName } from './list-images.ts';

/** An image of a test set. */
export interface TestImage {
  /** The product's own test image; left out for a file of a folder. */
  readonly imageId?: number | undefined;
  /** Path below the folder, with forward slashes. */
  readonly file: string;
  readonly path: string;
  /** The folder's name below `test`: `good` or a kind of defect. */
  readonly kind: string;
  readonly defective: boolean;
  /** Ground truth, null where there is none. */
  readonly maskPath: string | null;
}

/**
 * The images of a folder laid out as `test/good`, `test/<kind>`, `ground_truth/<kind>/<name>_mask.png`.
 *
 * @throws StationError BAD_INPUT when the folder has no such layout, NO_IMAGES when it holds no image
 */
export async function readTestFolder(folder: string): Promise<TestImage[]> {
  const kinds = await foldersIn(join(folder, 'test'));
  if (kinds === null) {
    throw new StationError(
      'BAD_INPUT',
      `“${folder}” has no folder “test”. Lay the images out as test/good, test/<kind of defect> and, for pixel ` +
        'figures, ground_truth/<kind of defect>/<name>_mask.png.',
    );
  }
  const images = (await Promise.all(kinds.map((kind) => imagesOfKind(folder, kind)))).flat();
  if (images.length > 0) return images;
  throw new StationError('NO_IMAGES', `“${join(folder, 'test')}” holds no images. Choose another folder.`);
}

async function imagesOfKind(folder: string, kind: string): Promise<TestImage[]> {
  const defective = kind !== 'good';
  const names = (await filesIn(join(folder, 'test', kind))).filter(isImageName).toSorted(compareNaturally);
  const masks = defective ? await masksOf(folder, kind) : new Map<string, string>();
  return names.map((name) => {
    const mask = masks.get(stem(name));
    return {
      file: `test/${kind}/${name}`,
      path: join(folder, 'test', kind, name),
      kind,
      defective,
      maskPath: mask === undefined ? null : join(folder, 'ground_truth', kind, mask),
    };
  });
}

/** The ground truth of an image, as a path below the folder with forward slashes; null where there is none. */
export async function maskFileOf(
  folder: string,
  image: Pick<TestImage, 'file' | 'kind'>,
): Promise<string | null> {
  const mask = (await masksOf(folder, image.kind)).get(stem(image.file));
  return mask === undefined ? null : `ground_truth/${image.kind}/${mask}`;
}

/** The masks of a kind of defect by the names of their images, without ending. */
async function masksOf(folder: string, kind: string): Promise<Map<string, string>> {
  const names = await filesIn(join(folder, 'ground_truth', kind));
  return new Map(names.map((name) => [stem(name).replace(/_mask$/, ''), name]));
}

function stem(name: string): string {
  return basename(name, extname(name));
}

async function foldersIn(folder: string): Promise<string[] | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted(compareNaturally);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
}
