import { z } from 'zod';
import { keysOf } from './keys.ts';
import {
  genicamCameraSchema,
  rtspCameraSchema,
  v4l2CameraSchema,
  videoFileSchema,
} from './station-cameras.ts';
import { stationPath } from './station-path.ts';
import { triggerKinds, type TriggerKind } from './triggers.ts';

/** Where the frames of an inspection come from. */
export const sourceSchema = z.discriminatedUnion('kind', [
  /** The sample product's simulated camera. */
  z.object({ kind: z.literal('simulated-camera') }),
  /** A camera that the window reads (getUserMedia): frames arrive over the live channel. */
  z.object({ kind: z.literal('window-camera'), label: z.string().max(200) }),
  /** Every picture that lands in a folder on the station's machine is one part; none is dropped. */
  z.object({
    kind: z.literal('watched-folder'),
    folder: stationPath,
    /** Whether pictures in its subfolders count, too; they do not when left out. */
    subfolders: z.boolean().optional(),
  }),
  genicamCameraSchema,
  v4l2CameraSchema,
  rtspCameraSchema,
  videoFileSchema,
  /** Pictures that programs send; each is one part. */
  z.object({ kind: z.literal('push') }),
]);
export type Source = z.infer<typeof sourceSchema>;
export type SourceKind = Source['kind'];
export type SourceOf<Kind extends SourceKind> = Extract<Source, { kind: Kind }>;

/** What sets kinds of sources apart, wherever frames are taken, judged, logged or counted. */
export interface SourceTraits<Kind extends SourceKind = SourceKind> {
  /** Who takes the frames: the window that feeds the inspection, or the station. */
  readonly read: 'window' | 'station';
  /** Whether only the newest frame counts while the one before is looked at, or every frame is inspected. */
  readonly frames: 'latest' | 'every';
  /**
   * What shows one part: each frame; an appearance, that is all frames from its coming into view to its leaving; or the
   * frame that a trigger of the line asked for.
   */
  readonly part: 'frame' | 'appearance' | 'trigger';
  /** Which products it can show. */
  readonly products: 'any' | 'sample';
  /**
   * After so long without a part its last verdict says nothing of the line any more, however seldom parts usually come;
   * milliseconds.
   */
  readonly leastSilence: number;
  /** Whether its address is a device: limits that were set with another one were set with another camera. */
  readonly isDevice: boolean;
  /** Whether programs hand its pictures over, each of them a part already. */
  readonly isPushed: boolean;
  /** What it is called in files that programs read. */
  readonly fileWord: string;
  /** What tells it from others of its kind, such as a folder; null where there is only one. */
  address(source: SourceOf<Kind>): string | null;
}

/** A camera: it runs freely, and sees a part in many frames. The station reads it unless its kind says otherwise. */
const freeCamera = {
  read: 'station',
  frames: 'latest',
  part: 'appearance',
  products: 'any',
  leastSilence: 3_000,
  isDevice: true,
  isPushed: false,
} as const;

/** The one table that says what a kind of source is; in the order in which they are offered. */
export const sourceKinds: { readonly [Kind in SourceKind]: SourceTraits<Kind> } = {
  'simulated-camera': {
    read: 'station',
    frames: 'latest',
    part: 'frame',
    products: 'sample',
    leastSilence: 3_000,
    isDevice: false,
    isPushed: false,
    fileWord: 'simulated camera',
    address: () => null,
  },
  'window-camera': { ...freeCamera, read: 'window', fileWord: 'camera', address: ({ label }) => label },
  'watched-folder': {
    read: 'station',
    frames: 'every',
    part: 'frame',
    products: 'any',
    leastSilence: 5_000,
    isDevice: false,
    isPushed: false,
    fileWord: 'folder',
    address: ({ folder }) => folder,
  },
  'genicam-camera': { ...freeCamera, fileWord: 'GenICam camera', address: ({ camera }) => camera },
  'v4l2-camera': { ...freeCamera, fileWord: 'video device', address: ({ device }) => device },
  'rtsp-camera': { ...freeCamera, fileWord: 'IP camera', address: ({ address }) => address },
  'video-file': {
    ...freeCamera,
    frames: 'every',
    isDevice: false,
    fileWord: 'video',
    address: ({ file }) => file,
  },
  push: {
    read: 'station',
    frames: 'every',
    part: 'frame',
    products: 'any',
    leastSilence: 5_000,
    isDevice: false,
    isPushed: true,
    fileWord: 'program',
    address: () => null,
  },
};

export const sourceKindSchema = z.enum(keysOf(sourceKinds));

/** What a window that was never set up offers. */
export const usualSourceKind: SourceKind = 'window-camera';

/** The kinds that can show a product, the one that suits it best first. */
export function sourceKindsFor(product: { readonly isSample: boolean }): SourceKind[] {
  return keysOf(sourceKinds).filter((kind) => product.isSample || sourceKinds[kind].products === 'any');
}

/** Whether only the newest frame of a lane counts, or each: what a trigger made a part is never replaced by another. */
export function framesLookedAt(kind: SourceKind, trigger: TriggerKind): 'latest' | 'every' {
  return triggerKinds[trigger].givesParts ? 'every' : sourceKinds[kind].frames;
}

/**
 * What pictures are counted as: parts, or frames of a camera that runs freely, which sees a part in many of them. Frames have no yield, and are never added to parts.
 */
export function countedAs(kind: SourceKind, trigger: TriggerKind = 'free'): 'parts' | 'frames' {
  if (triggerKinds[trigger].givesParts) return 'parts';
  return sourceKinds[kind].part === 'appearance' ? 'frames' : 'parts';
}

function addressIn<Kind extends SourceKind>(kind: Kind, source: SourceOf<Kind>): string | null {
  return sourceKinds[kind].address(source);
}

/** What tells a source from others of its kind; null where there is only one. */
export const addressOf = (source: Source): string | null => addressIn(source.kind, source);
