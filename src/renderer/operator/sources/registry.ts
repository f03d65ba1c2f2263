import type { SourceKind } from '../../../shared/domain/source-kinds.ts';
import { usePush } from './push.ts';
import { useSimulatedCamera } from './simulated-camera.ts';
import type { SourceForm } from './source-form.ts';
import { useStationCamera } from './station-camera.ts';
import { useWatchedFolder } from './watched-folder.ts';
import { useWindowCamera } from './window-camera.ts';

/** Returns the form of each kind of source. Call it in the setup of a component or store. */
export function useSourceForms(): Readonly<Record<SourceKind, SourceForm>> {
  return {
    'simulated-camera': useSimulatedCamera(),
    'window-camera': useWindowCamera(),
    'watched-folder': useWatchedFolder(),
    'genicam-camera': useStationCamera('genicam-camera'),
    'v4l2-camera': useStationCamera('v4l2-camera'),
    'rtsp-camera': useStationCamera('rtsp-camera'),
    'video-file': useStationCamera('video-file'),
    push: usePush(),
  };
}
