import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { StationError } from '../../src/shared/domain/station-error.ts';
import { defaultHome } from '../../src/main/station/paths.ts';

/**
 * Checks that a folder may be filled.
 *
 * @param home as the user gave it
 * @param mayAdd whether a folder with content is allowed; its content is known and stays
 * @returns the absolute path
 * @throws StationError BAD_INPUT for the default home of this user's station, ALREADY_EXISTS for a folder that is not empty
 */
export function claimHome(home: string, mayAdd: boolean): string {
  const folder = resolve(home);
  if (folder === defaultHome({ ...process.env, STATION_HOME: '' }, process.platform)) {
    throw new StationError(
      'BAD_INPUT',
      `“${folder}” is where the station of this user keeps its log. Choose another folder with --home.`,
    );
  }
  if (!mayAdd && existsSync(folder) && readdirSync(folder).length > 0) {
    throw new StationError(
      'ALREADY_EXISTS',
      `“${folder}” is not empty. Choose another folder with --home, or add to what is there with --add.`,
    );
  }
  return folder;
}
