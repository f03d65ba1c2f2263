import { onScopeDispose } from 'vue';
import type { StationChange } from '../../shared/contract/station.ts';
import { useStationConnection } from '../transport/client.ts';
import { useStationStatus } from './station-status.ts';

/**
 * Calls `refresh` for every change that matches `concerns`, and after each reconnection, during the life of the calling
 * component or store. Does not call it at the start.
 */
export function useStationChanges(
  concerns: (change: StationChange) => boolean,
  refresh: () => unknown,
): void {
  const stopChanges = useStationStatus().onChange((change) => {
    if (concerns(change)) void refresh();
  });
  let first = true;
  const stopConnection = useStationConnection().onOpen(() => {
    if (!first) void refresh();
  });
  first = false;
  onScopeDispose(() => {
    stopChanges();
    stopConnection();
  });
}
