import { z } from 'zod';
import { keysOf } from '../domain/keys.ts';
import type { Permission } from '../domain/permissions.ts';

interface MediaTraits {
  readonly permission: Permission;
  /** What an address names behind the kind. */
  readonly parameters: readonly ['id'] | readonly ['id', 'number'];
}

/**
 * Pictures and maps, which the window loads by address (`<img src>`, `fetch`) from its own origin: both hosts
 * serve the same paths below `/media/`. Same user, same permissions as the procedures. `number`: one id has several,
 * counted from 0.
 */
export const mediaKinds = {
  /** A dataset image as it was imported; a TIFF, which browsers do not show, as PNG. */
  'dataset-image': { permission: 'images.see', parameters: ['id'] },
  /** JPEG, longest side 256 pixels. */
  'dataset-thumbnail': { permission: 'images.see', parameters: ['id'] },
  /** The mask of a test image: PNG of one channel, white where the defect is. */
  'dataset-mask': { permission: 'images.see', parameters: ['id'] },
  /** The imported picture that a mask was drawn over, alike. */
  'dataset-mask-ground': { permission: 'images.edit', parameters: ['id'] },
  /** The inspected picture, PNG, lossless. */
  'entry-picture': { permission: 'log.read', parameters: ['id'] },
  /** JPEG, longest side 256 pixels. */
  'entry-thumbnail': { permission: 'log.read', parameters: ['id'] },
  /** The defect with some of its surroundings, JPEG, longest side 192 pixels. */
  'entry-crop': { permission: 'log.read', parameters: ['id'] },
  /** The anomaly map, float32 little-endian `[H, W]` row-major; its size is in the entry's detail. */
  'entry-map': { permission: 'log.read', parameters: ['id'] },
  /** What an entry's map is the sum of, float32 little-endian `[part, H, W]`; `explanation.parts` gives parts and size. */
  'entry-map-parts': { permission: 'log.read', parameters: ['id'] },
  /** An evaluation as one HTML file, to be saved. */
  'evaluation-report': { permission: 'models.evaluate', parameters: ['id'] },
  /** An image of an evaluated folder, JPEG. Its number is its place among the evaluation's scores. */
  'evaluation-photo': { permission: 'models.evaluate', parameters: ['id', 'number'] },
  /** The same under its heatmap, with the outline of the ground truth. */
  'evaluation-heatmap': { permission: 'models.evaluate', parameters: ['id', 'number'] },
  /** A log or report that was written to be saved. */
  export: { permission: 'log.export', parameters: ['id'] },
} as const satisfies Readonly<Record<string, MediaTraits>>;

export const mediaKindSchema = z.enum(keysOf(mediaKinds));
export type MediaKind = z.infer<typeof mediaKindSchema>;

/** Kinds of which one id has several. */
export type NumberedMediaKind = {
  [Kind in MediaKind]: 'number' extends (typeof mediaKinds)[Kind]['parameters'][number] ? Kind : never;
}[MediaKind];

export type MediaAddress =
  | { readonly kind: Exclude<MediaKind, NumberedMediaKind>; readonly id: number }
  | { readonly kind: NumberedMediaKind; readonly id: number; readonly number: number };

/** The path of a picture, map or page, relative to the window's origin. */
export function mediaPath(kind: Exclude<MediaKind, NumberedMediaKind>, id: number): string {
  return `/media/${kind}/${id}`;
}

/** The path of one of several pictures. */
export function numberedMediaPath(kind: NumberedMediaKind, id: number, number: number): string {
  return `/media/${kind}/${id}/${number}`;
}

/** Reads a path that `mediaPath` or `numberedMediaPath` made; null for anything else. */
export function parseMediaPath(path: string): MediaAddress | null {
  const [, name, id, number] =
    /^\/media\/([a-z-]+)\/([1-9]\d{0,14})(?:\/(0|[1-9]\d{0,8}))?$/.exec(path) ?? [];
  const kind = mediaKindSchema.safeParse(name);
  if (!kind.success) return null;
  if (isNumbered(kind.data)) {
    return number === undefined ? null : { kind: kind.data, id: Number(id), number: Number(number) };
  }
  return number === undefined ? { kind: kind.data, id: Number(id) } : null;
}

function isNumbered(kind: MediaKind): kind is NumberedMediaKind {
  return mediaKinds[kind].parameters.length === 2;
}
