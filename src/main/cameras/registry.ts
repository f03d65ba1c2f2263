import type { Source } from '../../shared/contract/inspection.ts';
import { sampleCameraFrame } from '../sample/simulated-camera.ts';
import type { FrameSource } from './frame-source.ts';
import { simulatedCamera } from './simulated/simulated-camera.ts';
import { watchedFolder } from './watched-folder/watched-folder.ts';

type Kind = Source['kind'];
type SourceOf = { readonly [K in Kind]: Extract<Source, { kind: K }> };

/** A part is rendered in some 50 ms: often enough to look alive, seldom enough to leave the station at rest. */
const samplePartsPerSecond = 2;

/** How the station reads each kind of camera; null: the window reads it. */
const openers: { readonly [K in Kind]: (source: SourceOf[K]) => FrameSource | null } = {
  'window-camera': () => null,
  'watched-folder': ({ folder }) => watchedFolder(folder),
  'simulated-camera': () =>
    simulatedCamera((number) => sampleCameraFrame(number).frame, samplePartsPerSecond),
};

function open<K extends Kind>(kind: K, source: SourceOf[K]): FrameSource | null {
  return openers[kind](source);
}

/** The frames of a source on the station's side; null for a camera that the window reads. */
export const openSource = (source: Source): FrameSource | null => open(source.kind, source);
