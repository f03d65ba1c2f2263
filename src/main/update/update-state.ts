import type { UpdateState } from '../../shared/contract/updates.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { program } from '../host/program-folder.ts';
import { installation } from './installation.ts';
import { readLastUpdate } from './last-update.ts';

/** Whether the station can be updated by its command line, and what became of the last update. */
export function updateState(home: string): UpdateState {
  return { isInstalled: isInstalled(), last: readLastUpdate(home) };
}

function isInstalled(): boolean {
  try {
    installation(program());
    return true;
  } catch (error) {
    if (error instanceof StationError) return false;
    throw error;
  }
}
