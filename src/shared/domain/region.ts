import { drawMask } from './mask.ts';
import type { MaskShape } from './mask.ts';
import type { Outline, Region } from './places.ts';

export type { Outline, Point, Region } from './places.ts';

/**
 * The inspected part of the picture. Everything else counts neither in training nor in statistics, limits and
 * score.
 */
export interface InspectedArea {
  /** The region of interest if it is one rectangle; null: the whole picture, unless there are `regions`. */
  readonly region: Region | null;
  /** Regions of any shape, counted together with `region`; absent: none. */
  readonly regions?: readonly MaskShape[] | undefined;
  /** Excluded places within the regions, e.g. a printed date: outlines or other shapes. */
  readonly exclusions: readonly (Outline | MaskShape)[];
}

export const wholePicture: InspectedArea = { region: null, exclusions: [] };

export function isWhole({ region, regions = [], exclusions }: InspectedArea): boolean {
  return region === null && regions.length === 0 && exclusions.length === 0;
}

/** Returns all regions as shapes; empty: the whole picture counts. */
export function regionShapes({ region, regions = [] }: InspectedArea): readonly MaskShape[] {
  return region === null ? regions : [{ kind: 'rectangle', box: region }, ...regions];
}

/** Returns all exclusions as shapes. */
export function exclusionShapes({ exclusions }: InspectedArea): readonly MaskShape[] {
  return exclusions.map((exclusion) =>
    'kind' in exclusion ? exclusion : { kind: 'polygon', corners: exclusion },
  );
}

/**
 * Makes an area from shapes. It uses the fields of older versions where possible, so that older programs can
 * read it.
 */
export function areaOfShapes(regions: readonly MaskShape[], exclusions: readonly MaskShape[]): InspectedArea {
  const [only, ...others] = regions;
  const single = only?.kind === 'rectangle' && others.length === 0 ? only.box : null;
  return {
    region: single,
    ...(single === null && regions.length > 0 ? { regions } : {}),
    exclusions: exclusions.map((shape) => (shape.kind === 'polygon' ? shape.corners : shape)),
  };
}

/**
 * Draws the area as a mask on a grid.
 *
 * @returns `[height, width]` row-major, 1 where a cell's centre lies in a region and in no exclusion, else 0.
 *   A rectangle narrower than a cell keeps the nearest cell.
 */
export function areaMask(area: InspectedArea, height: number, width: number): Uint8Array {
  const regions = regionShapes(area);
  const inside = regions.length === 0 ? null : drawMask(regions, null, height, width);
  const outside = drawMask(exclusionShapes(area), null, height, width);
  return outside.map((value, cell) => (value === 0 && inside?.[cell] !== 0 ? 1 : 0));
}
