import { readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { mostFolders, type FolderContent } from '../../shared/contract/folders.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { isImageName } from '../images/list-images.ts';
import { modelFiles } from '../learning/model-files.ts';

/** The usual places of picture folders besides the user's own folder: mounted disks and servers' data. */
const usualPlaces = ['/media', '/run/media', '/mnt', '/srv', '/data', '/Volumes', 'D:\\', 'E:\\', 'F:\\'];

/** The separator of places in the setting. */
const separator = ';';

/**
 * Lists folders of the station's machine, so that a window can offer them instead of asking for a path. Nothing outside the permitted
 * places is shown, not through links either.
 *
 * @param places returns the setting, separated by semicolons; if empty, the user's own folder and mounted disks are permitted
 */
export function createFolderBrowser(places: () => string) {
  async function roots(): Promise<string[]> {
    const named = places()
      .split(separator)
      .map((place) => place.trim())
      .filter((place) => place !== '');
    const wanted = named.length > 0 ? named : [homedir(), ...usualPlaces];
    const found = await Promise.all(wanted.map((place) => realFolder(place)));
    return [...new Set(found.filter((place) => place !== null))];
  }

  return {
    /** @throws StationError NOT_FOUND, NO_PERMISSION; FORBIDDEN outside the permitted places */
    async look(path: string | null): Promise<FolderContent> {
      const permitted = await roots();
      if (path === null) {
        const folders = permitted.map((place) => ({ name: place, path: place }));
        return { path, parent: null, folders, more: false, images: 0, isModel: false };
      }
      const folder = await realpath(resolve(path)).catch((error: unknown) => {
        throw fileFailure(error, path);
      });
      if (!permitted.some((place) => isWithin(place, folder))) {
        throw new StationError(
          'FORBIDDEN',
          `“${path}” lies outside of the folders that may be looked into. Settings name them.`,
        );
      }
      const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
        throw fileFailure(error, folder);
      });
      const names = entries
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(({ name }) => name)
        .toSorted((a, b) => a.localeCompare(b, undefined, { numeric: true }));
      const files = new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name));
      return {
        path: folder,
        parent: permitted.includes(folder) ? null : dirname(folder),
        folders: names.slice(0, mostFolders).map((name) => ({ name, path: join(folder, name) })),
        more: names.length > mostFolders,
        images: [...files].filter(isImageName).length,
        isModel: files.has(modelFiles.graph) && files.has(modelFiles.card),
      };
    },
  };
}

export type FolderBrowser = ReturnType<typeof createFolderBrowser>;

/** Returns a folder's real path; null if it does not exist or cannot be read. */
async function realFolder(place: string): Promise<string | null> {
  try {
    const real = await realpath(place);
    return (await stat(real)).isDirectory() ? real : null;
  } catch {
    return null;
  }
}

function isWithin(root: string, folder: string): boolean {
  const below = relative(root, folder);
  return !(below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below));
}
