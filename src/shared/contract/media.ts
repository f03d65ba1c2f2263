import { z } from 'zod';
import type { Role } from '../domain/role.ts';

/**
 * Pictures and maps, which the window loads by address (`<img src>`, `fetch`) from its own origin: both hosts
 * serve the same paths below `/media/`. Same user, same roles as the procedures.
 */
export const mediaKinds = {
  /** A dataset image as it was imported; a TIFF, which browsers do not show, as PNG. */
  'dataset-image': { roles: ['engineer', 'operator', 'reviewer'] },
  /** JPEG, longest side 256 pixels. */
  'dataset-thumbnail': { roles: ['engineer', 'operator', 'reviewer'] },
  /** The mask of a test image: PNG of one channel, white where the defect is. */
  'dataset-mask': { roles: ['engineer', 'operator', 'reviewer'] },
  /** The imported picture that a mask was drawn over, alike. */
  'dataset-mask-ground': { roles: ['engineer'] },
  /** The inspected picture, PNG, lossless. */
  'entry-picture': { roles: ['viewer', 'reviewer', 'engineer', 'operator'] },
  /** JPEG, longest side 256 pixels. */
  'entry-thumbnail': { roles: ['viewer', 'reviewer', 'engineer', 'operator'] },
  /** The defect with some of its surroundings, JPEG, longest side 192 pixels. */
  'entry-crop': { roles: ['viewer', 'reviewer', 'engineer', 'operator'] },
  /** The anomaly map, float32 little-endian `[H, W]` row-major; its size is in the entry's detail. */
  'entry-map': { roles: ['viewer', 'reviewer', 'engineer', 'operator'] },
  /** What an entry's map is the sum of, float32 little-endian `[part, H, W]`; `explanation.parts` gives parts and size. */
  'entry-map-parts': { roles: ['viewer', 'reviewer', 'engineer', 'operator'] },
  /** An evaluation as one HTML file, to be saved. */
  'evaluation-report': { roles: ['engineer'] },
  /** An image of an evaluated folder, JPEG. Its number is its place among the evaluation's scores. */
  'evaluation-photo': { roles: ['engineer'] },
  /** The same under its heatmap, with the outline of the ground truth. */
  'evaluation-heatmap': { roles: ['engineer'] },
  /** A log or report that was written to be saved. */
  export: { roles: ['viewer', 'reviewer', 'engineer'] },
} as const satisfies Record<string, { readonly roles: readonly Role[] }>;

export const mediaKindSchema = z.enum([
  'dataset-image',
  'dataset-thumbnail',
  'dataset-mask',
  'dataset-mask-ground',
  'entry-picture',
  'entry-thumbnail',
  'entry-crop',
  'entry-map',
  'entry-map-parts',
  'evaluation-report',
  'evaluation-photo',
  'evaluation-heatmap',
  'export',
]);
export type MediaKind = z.infer<typeof mediaKindSchema>;

/** Kinds of which one id has several, counted from 0. */
const numberedKinds = ['evaluation-photo', 'evaluation-heatmap'] as const satisfies readonly MediaKind[];
export type NumberedMediaKind = (typeof numberedKinds)[number];

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
  return numberedKinds.some((numbered) => numbered === kind);
}
