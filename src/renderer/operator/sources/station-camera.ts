import {
  stationCameraSchema,
  newCamera,
  type StationCameraKind,
} from '../../../shared/domain/station-cameras.ts';
import { usePreferences } from '../../stores/preferences.ts';
import type { SourceForm } from './source-form.ts';
import StationCameraField from './station-camera-field.vue';

/** A camera that the station reads. */
export function useStationCamera(kind: StationCameraKind): SourceForm {
  const preferences = usePreferences();
  const camera = () =>
    stationCameraSchema.safeParse(newCamera(kind, (preferences.sources[kind] ?? '').trim()));
  return {
    settings: StationCameraField,
    missing: () => (camera().success ? null : `sources.${kind}.missing`),
    prepare: () => Promise.resolve(camera().data ?? null),
  };
}
