import type { UpdateState } from '../../shared/contract/updates.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { program } from '../host/program-folder.ts';
import { installation } from './installation.ts';
import { readLastUpdate } from './last-update.ts';
import type { UpdateUploads } from './uploads.ts';

/** Returns how the station can be updated, and the last update's outcome. */
export function updateState(
  home: string,
  { isAwaited, isHandedOver }: Pick<UpdateUploads, 'isAwaited' | 'isHandedOver'>,
): UpdateState {
  const isOfPackage = isInstalled();
  return {
    isInstalled: isOfPackage,
    isAwaited: isOfPackage && isAwaited(),
    isHandedOver: isHandedOver(),
    last: readLastUpdate(home),
  };
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
