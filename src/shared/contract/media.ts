import { z } from 'zod';
import { keysOf } from '../domain/keys.ts';
import { languages, type Language } from '../domain/languages.ts';
import type { Permission } from '../domain/permissions.ts';

interface MediaTraits {
  readonly permission: Permission;
  /** Parameters of the address, after the kind. */
  readonly parameters: readonly ['id'] | readonly ['id', 'number'] | readonly ['id', 'language'];
}

/**
 * Pictures and maps that the window loads by address (`<img src>`, `fetch`) from its own origin. Both hosts
 * serve the same paths below `/media/`, for the same user and with the same permissions as the procedures.
 * `number`: index from 0 of one of the id's pictures; `language`: optional.
 */
export const mediaKinds = {
  /** A dataset image as imported; TIFFs as PNG, because browsers do not show TIFFs. */
  'dataset-image': { permission: 'images.see', parameters: ['id'] },
  /** JPEG, longest side 256 pixels. */
  'dataset-thumbnail': { permission: 'images.see', parameters: ['id'] },
  /** The mask of a test image: PNG of one channel, white where the defect is. */
  'dataset-mask': { permission: 'images.see', parameters: ['id'] },
  /** The imported picture that a mask was drawn over: PNG of one channel. */
  'dataset-mask-ground': { permission: 'images.edit', parameters: ['id'] },
  /** The inspected picture, PNG, lossless. */
  'entry-picture': { permission: 'log.read', parameters: ['id'] },
  /** JPEG, longest side 256 pixels. */
  'entry-thumbnail': { permission: 'log.read', parameters: ['id'] },
  /** The entry's thumbnail with its regions outlined. */
  'entry-outlined': { permission: 'log.read', parameters: ['id'] },
  /** The defect with some of its surroundings, JPEG, longest side 192 pixels. */
  'entry-crop': { permission: 'log.read', parameters: ['id'] },
  /** The anomaly map, float32 little-endian `[H, W]` row-major; its size is in the entry's detail. */
  'entry-map': { permission: 'log.read', parameters: ['id'] },
  /**
   * The parts that an entry's map is the sum of, float32 little-endian `[part, H, W]`; `explanation.parts`
   * gives parts and size.
   */
  'entry-map-parts': { permission: 'log.read', parameters: ['id'] },
  /** An evaluation as one HTML file for saving. */
  'evaluation-report': { permission: 'models.evaluate', parameters: ['id', 'language'] },
  /** A small JPEG of an evaluated image. `number` is its place among the evaluation's scores. */
  'evaluation-photo': { permission: 'models.evaluate', parameters: ['id', 'number'] },
  /** An evaluated image under its heatmap, with the outline of the ground truth. */
  'evaluation-heatmap': { permission: 'models.evaluate', parameters: ['id', 'number'] },
  /** An evaluated image under its heatmap at full size, JPEG without visible loss. */
  'evaluation-picture': { permission: 'models.evaluate', parameters: ['id', 'number'] },
  /**
   * An evaluated image's anomaly map: width and height as uint32, then float32 `[H, W]` row-major, all
   * little-endian.
   */
  'evaluation-map': { permission: 'models.evaluate', parameters: ['id', 'number'] },
  /** An evaluated image's ground truth at full size, PNG of one channel, white where the defect is. */
  'evaluation-truth': { permission: 'models.evaluate', parameters: ['id', 'number'] },
  /** A log or report for saving. */
  export: { permission: 'log.export', parameters: ['id'] },
  /** An archive for support, for saving. */
  'support-archive': { permission: 'diagnosis.run', parameters: ['id'] },
} as const satisfies Readonly<Record<string, MediaTraits>>;

export const mediaKindSchema = z.enum(keysOf(mediaKinds));
export type MediaKind = z.infer<typeof mediaKindSchema>;

/** Kinds whose addresses have this parameter after the id. */
type KindsWith<Parameter extends string> = {
  [Kind in MediaKind]: Parameter extends (typeof mediaKinds)[Kind]['parameters'][number] ? Kind : never;
}[MediaKind];

/** Kinds with several pictures per id. */
export type NumberedMediaKind = KindsWith<'number'>;
/** Kinds that exist in several languages. */
export type WrittenMediaKind = KindsWith<'language'>;
type PlainMediaKind = Exclude<MediaKind, NumberedMediaKind | WrittenMediaKind>;

export type MediaAddress =
  | { readonly kind: PlainMediaKind; readonly id: number }
  | { readonly kind: NumberedMediaKind; readonly id: number; readonly number: number }
  /** Without a language: in the language of the station's settings. */
  | { readonly kind: WrittenMediaKind; readonly id: number; readonly language?: Language | undefined };

/** Returns the path of a picture, map or page, relative to the window's origin. */
export function mediaPath(kind: Exclude<MediaKind, NumberedMediaKind>, id: number): string {
  return `/media/${kind}/${id}`;
}

/** Returns the path of one of an id's several pictures. */
export function numberedMediaPath(kind: NumberedMediaKind, id: number, number: number): string {
  return `/media/${kind}/${id}/${number}`;
}

/** Returns the path of a page in a language. */
export function writtenMediaPath(kind: WrittenMediaKind, id: number, language: Language): string {
  return `/media/${kind}/${id}/${language}`;
}

/** Parses a path that one of the functions above made; null for any other path. */
export function parseMediaPath(path: string): MediaAddress | null {
  const [, name, idText, last] = /^\/media\/([a-z-]+)\/([1-9]\d{0,14})(?:\/([\w-]{1,20}))?$/.exec(path) ?? [];
  const kind = mediaKindSchema.safeParse(name).data;
  if (kind === undefined) return null;
  const id = Number(idText);
  if (hasParameter(kind, 'number')) {
    return /^(0|[1-9]\d{0,8})$/.test(last ?? '') ? { kind, id, number: Number(last) } : null;
  }
  if (last === undefined) return { kind, id };
  const language = languages.find((known) => known === last);
  return hasParameter(kind, 'language') && language !== undefined ? { kind, id, language } : null;
}

function hasParameter<Parameter extends 'number' | 'language'>(
  kind: MediaKind,
  parameter: Parameter,
): kind is KindsWith<Parameter> {
  const parameters: readonly string[] = mediaKinds[kind].parameters;
  return parameters.includes(parameter);
}
