import { z } from 'zod';
import { stationPath } from '../domain/station-path.ts';
import { count, procedure } from './base.ts';

/** Most folders in one answer. */
export const mostFolders = 1000;

/** The content of a folder on the station's machine, as needed to choose one. */
export const folderContentSchema = z.object({
  /** The folder's path; null: the list of places where browsing may begin. */
  path: z.string().nullable(),
  /** The folder above; null: the list of places. */
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })).max(mostFolders),
  /** Whether the folder has more subfolders than `folders` names. */
  more: z.boolean(),
  /** Pictures directly in the folder. */
  images: count,
  /** Whether the folder holds an exported model. */
  isModel: z.boolean(),
});
export type FolderContent = z.infer<typeof folderContentSchema>;

export const folders = {
  /**
   * Looks into a folder below the permitted places; null as path lists these places. Fails with NOT_FOUND,
   * NO_PERMISSION, or FORBIDDEN outside these places.
   */
  look: procedure('folders.browse')
    .input(z.object({ path: stationPath.nullable() }))
    .output(folderContentSchema),
};
