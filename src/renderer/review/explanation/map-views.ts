import { mapPartsOf, presetSchema } from '../../../shared/domain/families.ts';
import { mapParts, type MapPart } from '../../../shared/domain/map-parts.ts';
import type { Limits, Thresholds } from '../../../shared/domain/verdict.ts';

/** What is laid over the picture: the map that judged the part, or one of the parts that it is the sum of. */
export const mapViews = ['map', ...mapParts] as const;
export type MapView = (typeof mapViews)[number];

/**
 * The views that are offered for a model: its whole map, and the parts that it is the sum of. A map of one part shows nothing else by
 * itself, so that it has one view.
 *
 * @param preset of an entry of the log, which may be one that this version does not know: then all views
 */
export function viewsOf(preset: string): readonly MapView[] {
  const parsed = presetSchema.safeParse(preset);
  if (!parsed.success) return mapViews;
  const parts = mapPartsOf(parsed.data);
  return parts.length > 1 ? ['map', ...parts] : ['map'];
}

/**
 * The fixed colour scale of a part of the map. It begins at half of T1: where two parts contribute equally, a part shows colour
 * where the whole map does. It does not depend on the frame at hand, so that equal colour means equal value in every picture of
 * the product.
 */
export function partScale({ review, defect }: Limits): Thresholds {
  return { review: review / 2, defect: defect / 2 };
}

/** The sign that formulas have for a part. */
export const partSigns = { error: 'e', uncertainty: 'v', distance: 'd' } as const satisfies Record<
  MapPart,
  string
>;
