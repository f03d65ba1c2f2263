import { join } from 'node:path';
import type { WatchedFolder } from '../../../shared/contract/inspection.ts';
import { isSameWriting, stateOf } from './file-state.ts';
import { checkFolder } from './folder-troubles.ts';
import type { InspectedFiles } from './inspected-files-repository.ts';
import { listWatched } from './list-folder.ts';

/** Number of files examined at the same time. */
const askedAtOnce = 4;

export type FolderLook = ReturnType<typeof createFolderLook>;

/**
 * Counts the pictures in a folder and those inspected before, without reading the files.
 *
 * @returns a function that throws StationError NOT_FOUND, NO_PERMISSION, or BAD_INPUT if the path is no folder
 */
export function createFolderLook(inspectedFiles: InspectedFiles) {
  return async (folder: string, withSubfolders: boolean): Promise<WatchedFolder> => {
    await checkFolder(folder);
    const { names, passedOver } = await listWatched(folder, withSubfolders);
    const memory = inspectedFiles.of(folder);
    let [pictures, inspected] = [0, 0];
    for (let from = 0; from < names.length; from += askedAtOnce) {
      const some = names.slice(from, from + askedAtOnce);
      const states = await Promise.all(some.map((name) => stateOf(join(folder, name))));
      for (const [index, name] of some.entries()) {
        const state = states[index] ?? null;
        // A pipe or a device is no part, even if it is named like a picture.
        if (state === null) continue;
        pictures += 1;
        const known = memory.find(name);
        if (known && isSameWriting(known, state)) inspected += 1;
      }
    }
    return { pictures, inspected, passedOver: passedOver.length };
  };
}
