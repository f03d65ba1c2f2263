import { describe, expect, it } from 'vitest';
import {
  dragRegion,
  leastSide,
  regionBetween,
  withNumber,
} from '../../../../../src/renderer/engineer/images/region-geometry.ts';
import { regionSchema } from '../../../../../src/shared/contract/products.ts';

const region = { x: 0.2, y: 0.3, width: 0.4, height: 0.5 };

describe('region of interest', () => {
  it('spans two points, whichever was first', () => {
    const expected = { x: 0.2, y: 0.3, width: 0.4, height: 0.4 };
    expect(regionBetween({ x: 0.2, y: 0.3 }, { x: 0.6, y: 0.7 })).toEqual(expected);
    expect(regionBetween({ x: 0.6, y: 0.7 }, { x: 0.2, y: 0.3 })).toEqual(expected);
  });

  it('stays inside the picture and keeps its size when moved against an edge', () => {
    expect(dragRegion(region, 'move', { x: 5, y: -5 })).toEqual({ x: 0.6, y: 0, width: 0.4, height: 0.5 });
  });

  it('keeps the opposite corner when a corner is pulled', () => {
    expect(dragRegion(region, 'north-west', { x: 0.1, y: 0.1 })).toEqual({
      x: 0.3,
      y: 0.4,
      width: 0.3,
      height: 0.4,
    });
    expect(dragRegion(region, 'south-east', { x: 0.1, y: 0.1 })).toEqual({
      x: 0.2,
      y: 0.3,
      width: 0.5,
      height: 0.6,
    });
  });

  it('is never thinner than the least side and always one that the station takes', () => {
    for (const handle of ['north-west', 'north-east', 'south-west', 'south-east'] as const) {
      for (const delta of [-2, -0.4, 0, 0.4, 2]) {
        const dragged = dragRegion(region, handle, { x: delta, y: delta });
        expect(regionSchema.safeParse(dragged).success).toBe(true);
        expect(dragged.width).toBeGreaterThanOrEqual(leastSide - 1e-9);
        expect(dragged.x + dragged.width).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });

  it('takes numbers by hand as far as they fit', () => {
    expect(withNumber(region, 'x', 0.9).x).toBeCloseTo(0.6);
    expect(withNumber(region, 'width', 3).width).toBeCloseTo(0.8);
    expect(withNumber(region, 'height', 0).height).toBe(leastSide);
    expect(withNumber(region, 'y', NaN)).toEqual(region);
  });
});
