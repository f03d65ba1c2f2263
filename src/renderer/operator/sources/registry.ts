import type { SourceKind } from '../../../shared/domain/source-kinds.ts';
import { useSimulatedCamera } from './simulated-camera.ts';
import type { SourceForm } from './source-form.ts';
import { useWatchedFolder } from './watched-folder.ts';
import { useWindowCamera } from './window-camera.ts';

/** How each kind of source is set up in the window. Called where a component or store is set up. */
export function useSourceForms(): Readonly<Record<SourceKind, SourceForm>> {
  return {
    'simulated-camera': useSimulatedCamera(),
    'window-camera': useWindowCamera(),
    'watched-folder': useWatchedFolder(),
  };
}
