import { join } from 'node:path';
import { stationPaths } from '../station/paths.ts';

/** Where a package lies that a window sent, below the home: the service that updates waits for it (packaging/systemd). */
export interface RequestPaths {
  readonly folder: string;
  /** What has come of it yet. */
  readonly upload: string;
  /** Whole, and looked at by the station: the service begins when it is there. */
  readonly wanted: string;
}

export function requestPaths(home: string): RequestPaths {
  const { updates: folder } = stationPaths(home);
  return { folder, upload: join(folder, 'upload.part'), wanted: join(folder, 'wanted.deb') };
}
