import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { StationError } from '../../src/shared/domain/station-error.ts';
import { defaultHome } from '../../src/main/station/paths.ts';

/**
 * The folder that may be filled.
 *
 * @param home as it was asked for
 * @param mayAdd what is in it already is known and stays
 * @throws StationError BAD_INPUT for the folder that a station of this user works in by itself, ALREADY_EXISTS for one
 *   that is not empty
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
