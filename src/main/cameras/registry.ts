import type { Source, SourceKind, SourceOf } from '../../shared/domain/source-kinds.ts';
import { sampleCameraFrame } from '../sample/simulated-camera.ts';
import type { FrameSource } from './frame-source.ts';
import { gstreamerCamera } from './gstreamer/gstreamer-camera.ts';
import { simulatedCamera } from './simulated/simulated-camera.ts';
import type { FolderMemory } from './watched-folder/folder-memory.ts';
import { watchedFolder } from './watched-folder/watched-folder.ts';

/** Rate of the sample camera. Rendering a part takes about 50 ms, so two per second look alive but cost little. */
const samplePartsPerSecond = 2;

/** What the station provides to a source. */
export interface SourceParts {
  /** Returns the memory of the files inspected in a folder. */
  readonly memoryOf: (folder: string) => FolderMemory;
  /** Whether to inspect already inspected files again. */
  readonly again: boolean;
  /** Returns the password of a user at a network camera; null if none is stored. */
  readonly passwordOf: (address: string, user: string) => string | null;
}

const noPassword = (): null => null;

/** Opens each kind of source; null if a window or a program gives the frames to the station. */
const openers: {
  readonly [Kind in SourceKind]: (source: SourceOf<Kind>, parts: SourceParts) => FrameSource | null;
} = {
  'window-camera': () => null,
  'watched-folder': ({ folder, subfolders = false }, { memoryOf, again }) =>
    watchedFolder({ folder, subfolders, again, memory: memoryOf(folder) }),
  'simulated-camera': () =>
    simulatedCamera((number) => sampleCameraFrame(number).frame, samplePartsPerSecond),
  'genicam-camera': (camera) => gstreamerCamera({ camera, password: noPassword }),
  'v4l2-camera': (camera) => gstreamerCamera({ camera, password: noPassword }),
  'rtsp-camera': (camera, { passwordOf }) =>
    gstreamerCamera({
      camera,
      password: () => (camera.user === undefined ? null : passwordOf(camera.address, camera.user)),
    }),
  'video-file': (camera) => gstreamerCamera({ camera, password: noPassword }),
  push: () => null,
};

function open<Kind extends SourceKind>(
  kind: Kind,
  source: SourceOf<Kind>,
  parts: SourceParts,
): FrameSource | null {
  return openers[kind](source, parts);
}

/** Opens a source that the station reads; null if a window or a program gives the frames. */
export const openSource = (source: Source, parts: SourceParts): FrameSource | null =>
  open(source.kind, source, parts);
