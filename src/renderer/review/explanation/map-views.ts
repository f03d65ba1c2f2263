import { mapPartsOf, presetSchema } from '../../../shared/domain/families.ts';
import { mapParts, type MapPart } from '../../../shared/domain/map-parts.ts';
import type { Limits, Thresholds } from '../../../shared/domain/verdict.ts';

/** What the window lays over the picture: the map that judged the part, or one of its summands. */
export const mapViews = ['map', ...mapParts] as const;
export type MapView = (typeof mapViews)[number];

/**
 * Lists the views of a model's maps: the whole map and its summands. A map with one summand has one view, since both
 * would be equal.
 *
 * @param preset of a log entry; a preset that this version does not know gives all views
 */
export function viewsOf(preset: string): readonly MapView[] {
  const parsed = presetSchema.safeParse(preset);
  if (!parsed.success) return mapViews;
  const parts = mapPartsOf(parsed.data);
  return parts.length > 1 ? ['map', ...parts] : ['map'];
}

/**
 * Returns the fixed colour scale of a summand of the map. The scale begins at half of T1, so that with two equal
 * summands both show colour where the whole map does. It does not depend on the frame, so that equal colour means equal
 * value in all pictures of the product.
 */
export function partScale({ review, defect }: Limits): Thresholds {
  return { review: review / 2, defect: defect / 2 };
}

/** Symbols of the summands in formulas. */
export const partSigns = { error: 'e', uncertainty: 'v', distance: 'd' } as const satisfies Record<
  MapPart,
  string
>;
