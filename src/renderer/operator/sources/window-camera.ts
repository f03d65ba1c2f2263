import { useCamera } from '../../camera/camera-store.ts';
import type { SourceForm } from './source-form.ts';
import WindowCameraField from './window-camera-field.vue';

/** A camera that this window reads; the start of the inspection opens it. */
export function useWindowCamera(): SourceForm {
  const camera = useCamera();
  return {
    settings: WindowCameraField,
    missing: () => null,
    async prepare() {
      if (camera.stream === null && !(await camera.open('view'))) return null;
      return { kind: 'window-camera', label: camera.label.slice(0, 200) };
    },
  };
}
