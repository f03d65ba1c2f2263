import { join } from 'node:path';
import { stationPaths } from '../station/paths.ts';

/** Paths of an uploaded package below the home. The machine's update service waits for it (packaging/systemd). */
export interface RequestPaths {
  readonly folder: string;
  /** The incomplete upload. */
  readonly upload: string;
  /** The complete package that the station has checked; the service starts when this file appears. */
  readonly wanted: string;
}

export function requestPaths(home: string): RequestPaths {
  const { updates: folder } = stationPaths(home);
  return { folder, upload: join(folder, 'upload.part'), wanted: join(folder, 'wanted.deb') };
}
