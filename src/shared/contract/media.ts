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
  /** The inspected picture, PNG, lossless. */
  'defect-picture': { roles: ['reviewer', 'engineer', 'operator'] },
  /** JPEG, longest side 256 pixels. */
  'defect-thumbnail': { roles: ['reviewer', 'engineer', 'operator'] },
  /** The anomaly map, float32 little-endian `[H, W]` row-major; its size is in the defect's detail. */
  'defect-map': { roles: ['reviewer', 'engineer', 'operator'] },
} as const satisfies Record<string, { readonly roles: readonly Role[] }>;

export const mediaKindSchema = z.enum([
  'dataset-image',
  'dataset-thumbnail',
  'defect-picture',
  'defect-thumbnail',
  'defect-map',
]);
export type MediaKind = z.infer<typeof mediaKindSchema>;

export interface MediaAddress {
  readonly kind: MediaKind;
  readonly id: number;
}

/** The path of a picture or map, relative to the window's origin. */
export function mediaPath(kind: MediaKind, id: number): string {
  return `/media/${kind}/${id}`;
}

/** Reads a path that `mediaPath` made; null for anything else. */
export function parseMediaPath(path: string): MediaAddress | null {
  const match = /^\/media\/([a-z-]+)\/([1-9]\d{0,14})$/.exec(path);
  const kind = mediaKindSchema.safeParse(match?.[1]);
  return match && kind.success ? { kind: kind.data, id: Number(match[2]) } : null;
}
