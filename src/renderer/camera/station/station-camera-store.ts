import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { CamerasOfKind } from '../../../shared/contract/cameras.ts';
import type { StationCamera, StationCameraKind } from '../../../shared/domain/station-cameras.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { useAction } from '../../stores/use-action.ts';
import { useClient } from '../../transport/client.ts';

/** The station's cameras as this window configured them, and the discovered ones. */
export const useStationCameras = defineStore('station-cameras', () => {
  const preferences = usePreferences();
  const client = useClient();
  const found = shallowRef<readonly CamerasOfKind[] | null>(null);
  const search = useAction(async () => {
    found.value = await client.cameras.list();
  });
  return {
    found,
    searching: search.busy,
    failure: search.failure,
    search: () => search.run(),
    /** Returns the last settings of a kind; null: none. */
    of: (kind: StationCameraKind): StationCamera | null => preferences.stationCameras[kind] ?? null,
    keep: (camera: StationCamera): void => {
      preferences.stationCameras = { ...preferences.stationCameras, [camera.kind]: camera };
    },
  };
});
