import { z } from 'zod';
import { stationPath } from '../domain/station-path.ts';
import { count, procedure } from './base.ts';

/** Most folders that one answer names. */
export const mostFolders = 1000;

/** What lies in a folder of the station's machine, as far as choosing one needs it. */
export const folderContentSchema = z.object({
  /** Null: the list of places where one may begin. */
  path: z.string().nullable(),
  /** The folder above, or null for the list of places. */
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })).max(mostFolders),
  /** There are more than are named. */
  more: z.boolean(),
  /** Pictures that lie right in it. */
  images: count,
  /** Whether it holds an exported model. */
  isModel: z.boolean(),
});
export type FolderContent = z.infer<typeof folderContentSchema>;

export const folders = {
  /** Looks into a folder below the permitted places; without one, names these. NOT_FOUND, NO_PERMISSION, FORBIDDEN elsewhere. */
  look: procedure('folders.browse')
    .input(z.object({ path: stationPath.nullable() }))
    .output(folderContentSchema),
};
