import type { Source, SourceKind, SourceOf } from '../../shared/domain/source-kinds.ts';
import { sampleCameraFrame } from '../sample/simulated-camera.ts';
import type { FrameSource } from './frame-source.ts';
import { gstreamerCamera } from './gstreamer/gstreamer-camera.ts';
import { simulatedCamera } from './simulated/simulated-camera.ts';
import type { FolderMemory } from './watched-folder/folder-memory.ts';
import { watchedFolder } from './watched-folder/watched-folder.ts';

/** A part is rendered in some 50 ms: often enough to look alive, seldom enough to leave the station at rest. */
const samplePartsPerSecond = 2;

/** What a source may ask of the station. */
export interface SourceParts {
  /** What was inspected in a folder before. */
  readonly memoryOf: (folder: string) => FolderMemory;
  /** Whether what was inspected before is to be inspected again. */
  readonly again: boolean;
  /** The password of a user at a camera on the network; null where none is kept. */
  readonly passwordOf: (address: string, user: string) => string | null;
}

const noPassword = (): null => null;

/** How the station reads each kind of camera; null: it is given the frames, by a window or a program. */
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

/** The frames of a source on the station's side; null for a camera that the window reads. */
export const openSource = (source: Source, parts: SourceParts): FrameSource | null =>
  open(source.kind, source, parts);
