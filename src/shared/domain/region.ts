import { drawMask } from './mask.ts';
import type { MaskShape } from './mask.ts';
import type { Outline, Region } from './places.ts';

export type { Outline, Point, Region } from './places.ts';

/**
 * What of the picture is inspected. What lies outside counts neither in training nor in statistics, limits and
 * score.
 */
export interface InspectedArea {
  /** The region of interest where it is one rectangle; null: the whole picture, unless there are `regions`. */
  readonly region: Region | null;
  /** Regions of any shape, which count together with `region`; left out where there are none. */
  readonly regions?: readonly MaskShape[] | undefined;
  /** Parts of them that are left out, e.g. a printed date: outlines, or other shapes. */
  readonly exclusions: readonly (Outline | MaskShape)[];
}

export const wholePicture: InspectedArea = { region: null, exclusions: [] };

/** Whether an area leaves nothing out. */
export function isWhole({ region, regions = [], exclusions }: InspectedArea): boolean {
  return region === null && regions.length === 0 && exclusions.length === 0;
}

/** All regions as shapes; none where the whole picture counts. */
export function regionShapes({ region, regions = [] }: InspectedArea): readonly MaskShape[] {
  return region === null ? regions : [{ kind: 'rectangle', box: region }, ...regions];
}

/** All exclusions as shapes. */
export function exclusionShapes({ exclusions }: InspectedArea): readonly MaskShape[] {
  return exclusions.map((exclusion) =>
    'kind' in exclusion ? exclusion : { kind: 'polygon', corners: exclusion },
  );
}

/** The area that shapes make. What older programs know is written as they write it. */
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
 * The area as a mask on a grid.
 *
 * @returns `[height, width]` row-major, 1 where a cell's centre lies in a region and in no exclusion, else 0. A
 *   rectangle narrower than a cell keeps the nearest one.
 */
export function areaMask(area: InspectedArea, height: number, width: number): Uint8Array {
  const regions = regionShapes(area);
  const inside = regions.length === 0 ? null : drawMask(regions, null, height, width);
  const outside = drawMask(exclusionShapes(area), null, height, width);
  return outside.map((value, cell) => (value === 0 && inside?.[cell] !== 0 ? 1 : 0));
}
