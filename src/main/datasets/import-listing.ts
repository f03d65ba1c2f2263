import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImageLabel } from '../../shared/contract/datasets.ts';
import { trainingLabel } from '../../shared/contract/datasets.ts';
import { listImages } from '../images/list-images.ts';
import { readTestFolder } from '../images/test-folder.ts';

/** A file on its way into a dataset. */
export interface ImportedFile {
  /** Path below the imported folder, with forward slashes. */
  readonly file: string;
  readonly name: string;
  readonly path: string;
  readonly label: ImageLabel;
  /** The picture of its mask, null where there is none. */
  readonly maskPath: string | null;
}

export interface ImportListing {
  readonly files: readonly ImportedFile[];
  /** Names of the files that are no images. */
  readonly others: readonly string[];
}

/**
 * What an import of a folder brings in: a labelled folder (one with a folder `test`) its good training images and its
 * test images with labels and masks; any other the images right in it, with the given label.
 *
 * @throws StationError NOT_FOUND, BAD_INPUT, NO_PERMISSION, NO_IMAGES
 */
export async function listForImport(folder: string, label: ImageLabel): Promise<ImportListing> {
  if (!(await isFolder(join(folder, 'test')))) return plainListing(folder, label);
  const tests = (await readTestFolder(folder)).map(
    ({ file, path, kind, defective, maskPath }): ImportedFile => {
      const own: ImageLabel = {
        purpose: 'test',
        label: defective ? 'defect' : 'good',
        kind: defective ? kind.slice(0, 80) : null,
      };
      return { file, name: basename(file), path, label: own, maskPath };
    },
  );
  if (!(await isFolder(join(folder, 'train', 'good')))) return { files: tests, others: [] };
  const { files, others } = await plainListing(join(folder, 'train', 'good'), trainingLabel, 'train/good/');
  return { files: [...files, ...tests], others };
}

async function plainListing(folder: string, label: ImageLabel, prefix = ''): Promise<ImportListing> {
  const { images, skipped } = await listImages(folder);
  return {
    files: images.map((name) => ({
      ...{ file: `${prefix}${name}`, name, path: join(folder, name) },
      ...{ label, maskPath: null },
    })),
    others: skipped,
  };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
