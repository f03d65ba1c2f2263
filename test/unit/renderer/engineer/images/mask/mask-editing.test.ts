import { describe, expect, test } from 'vitest';
import {
  beginHistory,
  canRedo,
  canUndo,
  currentDrawing,
  emptyDrawing,
  isEmpty,
  redone,
  undone,
  withShapes,
  withStep,
} from '../../../../../../src/renderer/engineer/images/mask/mask-history.ts';
import {
  fittedView,
  heldView,
  placeOf,
  zoomedView,
} from '../../../../../../src/renderer/engineer/images/mask/stage-view.ts';
import {
  heldPoint,
  leastBrush,
  mostBrush,
  steppedBrush,
  withPlace,
} from '../../../../../../src/renderer/engineer/images/mask/stroke-points.ts';
import { maskDrawingSchema, mostMaskPoints } from '../../../../../../src/shared/contract/datasets.ts';
import type { MaskStroke } from '../../../../../../src/shared/domain/mask.ts';

function stroke(erases = false, points = [{ x: 0.5, y: 0.5 }]): MaskStroke {
  return { kind: 'stroke', erases, size: 0.1, points };
}

describe('the steps of a mask', () => {
  test('are taken back and done again; a new one forgets what was taken back', () => {
    const ground = 'a'.repeat(64);
    const one = withShapes(beginHistory({ ground, shapes: [] }), [stroke()]);
    const two = withShapes(one, [stroke(true)]);
    expect(currentDrawing(two)).toEqual({ ground, shapes: [stroke(), stroke(true)] });
    expect(currentDrawing(undone(two))).toEqual(currentDrawing(one));
    expect(currentDrawing(redone(undone(two)))).toEqual(currentDrawing(two));
    const other = withStep(undone(two), emptyDrawing);
    expect(canRedo(other)).toBe(false);
    expect(currentDrawing(undone(other))).toEqual(currentDrawing(one));
  });

  test('end where they began', () => {
    const begun = beginHistory(emptyDrawing);
    expect(canUndo(begun)).toBe(false);
    expect(undone(begun)).toBe(begun);
    expect(redone(begun)).toBe(begun);
  });

  test('an eraser over nothing leaves nothing to save', () => {
    expect(isEmpty({ ground: null, shapes: [stroke(true)] })).toBe(true);
    expect(isEmpty({ ground: null, shapes: [stroke()] })).toBe(false);
    expect(isEmpty({ ground: 'a'.repeat(64), shapes: [] })).toBe(false);
  });
});

describe('the way of a brush', () => {
  test('leaves out places that lie within an eighth of it', () => {
    expect(withPlace([stroke()], { x: 0.51, y: 0.5 }, 1)).toEqual([stroke()]);
    expect(withPlace([stroke()], { x: 0.52, y: 0.5 }, 1)[0]?.points).toHaveLength(2);
    // The same share is half as far along the shorter side.
    expect(withPlace([stroke()], { x: 0.5, y: 0.52 }, 2)).toEqual([stroke()]);
  });

  test('goes on as another stroke where one is full, without a gap', () => {
    const points = Array.from({ length: mostMaskPoints }, (_, index) => ({
      x: index / mostMaskPoints,
      y: 0,
    }));
    const [full, next] = withPlace([stroke(false, points)], { x: 0.2, y: 0.9 }, 1);
    expect(full?.points).toHaveLength(mostMaskPoints);
    expect(next?.points).toEqual([points.at(-1), { x: 0.2, y: 0.9 }]);
    expect(maskDrawingSchema.safeParse({ ground: null, shapes: [full, next] }).success).toBe(true);
  });

  test('stays inside the picture, and the brush within its sizes', () => {
    expect(heldPoint({ x: -0.2, y: 1.7 })).toEqual({ x: 0, y: 1 });
    expect(steppedBrush(mostBrush, 1)).toBe(mostBrush);
    expect(steppedBrush(leastBrush, -1)).toBe(leastBrush);
    expect(steppedBrush(steppedBrush(0.05, 1), -1)).toBeCloseTo(0.05, 10);
  });
});

describe('a picture on its stage', () => {
  const stage = { width: 800, height: 400 };
  const picture = { width: 1000, height: 1000 };

  test('lies in the middle, whole', () => {
    expect(fittedView(stage, picture)).toEqual({ scale: 0.4, x: 200, y: 0 });
  });

  test('keeps the place under the pointer when it is magnified', () => {
    const view = fittedView(stage, picture);
    const at = { x: 300, y: 100 };
    const near = zoomedView(view, at, 3, stage, picture);
    expect(near.scale).toBeCloseTo(1.2, 10);
    expect(placeOf(near, at, picture).x).toBeCloseTo(placeOf(view, at, picture).x, 10);
    expect(placeOf(near, at, picture).y).toBeCloseTo(placeOf(view, at, picture).y, 10);
  });

  test('is neither lost from sight nor magnified without end', () => {
    const away = heldView({ scale: 1, x: -9_000, y: 9_000 }, stage, picture);
    expect(placeOf(away, { x: 400, y: 200 }, picture)).toEqual({ x: 1, y: 0 });
    const most = zoomedView(fittedView(stage, picture), { x: 0, y: 0 }, 1e6, stage, picture);
    expect(most.scale).toBe(24);
    expect(zoomedView(most, { x: 0, y: 0 }, 1e-9, stage, picture).scale).toBeCloseTo(0.2, 10);
  });
});
