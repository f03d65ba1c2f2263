import type { Source, SourceKind, SourceOf } from '../../shared/domain/source-kinds.ts';
import { sampleCameraFrame } from '../sample/simulated-camera.ts';
import type { FrameSource } from './frame-source.ts';
import { simulatedCamera } from './simulated/simulated-camera.ts';
import { watchedFolder } from './watched-folder/watched-folder.ts';

/** A part is rendered in some 50 ms: often enough to look alive, seldom enough to leave the station at rest. */
const samplePartsPerSecond = 2;

/** How the station reads each kind of camera; null: the window reads it. */
const openers: { readonly [Kind in SourceKind]: (source: SourceOf<Kind>) => FrameSource | null } = {
  'window-camera': () => null,
  'watched-folder': ({ folder }) => watchedFolder(folder),
  'simulated-camera': () =>
    simulatedCamera((number) => sampleCameraFrame(number).frame, samplePartsPerSecond),
};

function open<Kind extends SourceKind>(kind: Kind, source: SourceOf<Kind>): FrameSource | null {
  return openers[kind](source);
}

/** The frames of a source on the station's side; null for a camera that the window reads. */
export const openSource = (source: Source): FrameSource | null => open(source.kind, source);
