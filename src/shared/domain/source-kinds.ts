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

/** The source of an inspection's frames. */
export const sourceSchema = z.discriminatedUnion('kind', [
  /** The sample product's simulated camera. */
  z.object({ kind: z.literal('simulated-camera') }),
  /** A camera that the window reads (getUserMedia): frames arrive over the live channel. */
  z.object({ kind: z.literal('window-camera'), label: z.string().max(200) }),
  /** A folder on the station's machine. Every picture that arrives there is one part; none is dropped. */
  z.object({
    kind: z.literal('watched-folder'),
    folder: stationPath,
    /** Whether to include pictures in subfolders; default: no. */
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

/** Properties of a kind of source. */
export interface SourceTraits<Kind extends SourceKind = SourceKind> {
  /** Who takes the frames: the window of the inspection, or the station. */
  readonly read: 'window' | 'station';
  /** Whether only the newest frame counts after each inspection, or every frame is inspected. */
  readonly frames: 'latest' | 'every';
  /**
   * What shows one part: each frame; an appearance, i.e. all frames while the part is in view; or the frame
   * that a trigger of the line requested.
   */
  readonly part: 'frame' | 'appearance' | 'trigger';
  /** The products that the source can show. */
  readonly products: 'any' | 'sample';
  /**
   * Shortest time without a part after which the last verdict is out of date, even if parts are usually rare;
   * milliseconds.
   */
  readonly leastSilence: number;
  /** Whether the address is a device. Limits set with another device were set with another camera. */
  readonly isDevice: boolean;
  /** Whether programs send the pictures, each already one part. */
  readonly isPushed: boolean;
  /** The kind's name in files for programs. */
  readonly fileWord: string;
  /**
   * Returns what identifies a source within its kind, such as a folder; null: the kind has only one source.
   */
  address(source: SourceOf<Kind>): string | null;
}

/**
 * A free-running camera, which sees a part in many frames. The station reads it unless the kind overrides
 * `read`.
 */
const freeCamera = {
  read: 'station',
  frames: 'latest',
  part: 'appearance',
  products: 'any',
  leastSilence: 3_000,
  isDevice: true,
  isPushed: false,
} as const;

/** The one table of source kinds, in the order in which the window offers them. */
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

/** The kind that a new window offers. */
export const usualSourceKind: SourceKind = 'window-camera';

/** Returns the kinds that can show a product, best one first. */
export function sourceKindsFor(product: { readonly isSample: boolean }): SourceKind[] {
  return keysOf(sourceKinds).filter((kind) => product.isSample || sourceKinds[kind].products === 'any');
}

/**
 * Returns whether only the newest frame of a lane counts, or each. A frame that a trigger made a part is
 * never replaced.
 */
export function framesLookedAt(kind: SourceKind, trigger: TriggerKind): 'latest' | 'every' {
  return triggerKinds[trigger].givesParts ? 'every' : sourceKinds[kind].frames;
}

/**
 * Returns whether pictures count as parts, or as frames of a free-running camera, which sees a part in many
 * frames. Frames have no yield and are never added to parts.
 */
export function countedAs(kind: SourceKind, trigger: TriggerKind = 'free'): 'parts' | 'frames' {
  if (triggerKinds[trigger].givesParts) return 'parts';
  return sourceKinds[kind].part === 'appearance' ? 'frames' : 'parts';
}

function addressIn<Kind extends SourceKind>(kind: Kind, source: SourceOf<Kind>): string | null {
  return sourceKinds[kind].address(source);
}

/** Returns what identifies a source within its kind; null: the kind has only one source. */
export const addressOf = (source: Source): string | null => addressIn(source.kind, source);

/** A part's source in the log. */
export const toldSourceSchema = z.object({
  kind: sourceKindSchema,
  /** As `addressOf`; null also for users who may not see where the line's pictures lie. */
  address: z.string().nullable(),
});
export type ToldSource = z.infer<typeof toldSourceSchema>;
