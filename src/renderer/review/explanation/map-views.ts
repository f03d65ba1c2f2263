import { families, familySchema } from '../../../shared/domain/families.ts';
import { mapParts } from '../../../shared/domain/map-parts.ts';
import type { MapPart } from '../../../shared/domain/map-parts.ts';
import type { Limits, Thresholds } from '../../../shared/domain/verdict.ts';

/** What is laid over the picture: the map that judged the part, or one of the parts that it is the sum of. */
export const mapViews = ['map', ...mapParts] as const;
export type MapView = (typeof mapViews)[number];

/**
 * The views that are offered for a model of a family: its whole map, and the parts that the family names. Whether the model has them is
 * known once its map is taken apart.
 *
 * @param family of an entry of the log, which may be one that this version does not know: then all views
 */
export function viewsOf(family: string): readonly MapView[] {
  const parsed = familySchema.safeParse(family);
  return parsed.success ? ['map', ...families[parsed.data].mapParts] : mapViews;
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
