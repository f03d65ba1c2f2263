import type { StationCameraKind } from '../../../shared/domain/station-cameras.ts';
import { useStationCameras } from '../../camera/station/station-camera-store.ts';
import type { SourceForm } from './source-form.ts';
import StationCameraField from './station-camera-field.vue';

/** A camera that the station reads. */
export function useStationCamera(kind: StationCameraKind): SourceForm {
  const cameras = useStationCameras();
  return {
    settings: StationCameraField,
    missing: () => (cameras.of(kind) === null ? `sources.${kind}.missing` : null),
    prepare: () => Promise.resolve(cameras.of(kind)),
  };
}
