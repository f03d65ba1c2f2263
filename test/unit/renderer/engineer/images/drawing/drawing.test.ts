import { describe, expect, test } from 'vitest';
import {
  boxAround,
  boxBetween,
  leastSide,
  movedShape,
  withCorner,
  withNumber,
} from '../../../../../../src/renderer/engineer/images/drawing/drawn-item.ts';
import { useSteps } from '../../../../../../src/renderer/engineer/images/drawing/use-steps.ts';
import {
  heldPoint,
  leastBrush,
  mostBrush,
  steppedBrush,
  withPlace,
} from '../../../../../../src/renderer/engineer/images/drawing/stroke-points.ts';
import { isEmpty } from '../../../../../../src/renderer/engineer/images/mask/mask-drawing.ts';
import { maskDrawingSchema } from '../../../../../../src/shared/contract/datasets.ts';
import { drawnShapeSchema, mostMaskPoints } from '../../../../../../src/shared/contract/drawn-shapes.ts';
import type { MaskShape, MaskStroke } from '../../../../../../src/shared/domain/mask.ts';

function stroke(erases = false, points = [{ x: 0.5, y: 0.5 }]): MaskStroke {
  return { kind: 'stroke', erases, size: 0.1, points };
}

describe('the steps of a drawing', () => {
  test('are taken back and done again; a new one forgets what was taken back', () => {
    const { now, step, undo, redo, canRedo } = useSteps('none');
    step('one');
    step('two');
    undo();
    expect(now.value).toBe('one');
    redo();
    expect(now.value).toBe('two');
    undo();
    step('other');
    expect(canRedo.value).toBe(false);
    undo();
    expect(now.value).toBe('one');
  });

  test('cannot be taken back before the first one, nor beyond a new beginning', () => {
    const { now, step, begin, undo, redo, canUndo } = useSteps('none');
    undo();
    redo();
    expect(now.value).toBe('none');
    step('one');
    begin('another');
    expect(canUndo.value).toBe(false);
    undo();
    expect(now.value).toBe('another');
  });

  test('an eraser over nothing leaves nothing to save', () => {
    expect(isEmpty({ ground: null, shapes: [stroke(true)] })).toBe(true);
    expect(isEmpty({ ground: null, shapes: [stroke()] })).toBe(false);
    expect(isEmpty({ ground: 'a'.repeat(64), shapes: [] })).toBe(false);
  });
});

describe('a shape', () => {
  const box = { x: 0.2, y: 0.3, width: 0.4, height: 0.5 };

  test('spans two points, whichever was first, and is always one that the station takes', () => {
    expect(boxBetween({ x: 0.6, y: 0.7 }, { x: 0.2, y: 0.3 })).toEqual({
      x: 0.2,
      y: 0.3,
      width: 0.4,
      height: 0.4,
    });
    for (const at of [-3, 0, 0.5, 1, 3]) {
      for (const drawn of [boxBetween({ x: at, y: 0.5 }, { x: at, y: 0.5 }), boxAround({ x: at, y: at })]) {
        expect(drawnShapeSchema.safeParse({ kind: 'ellipse', box: drawn }).success).toBe(true);
        expect(drawn.x + drawn.width).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });

  test('keeps its form when it is moved against an edge', () => {
    const shapes: MaskShape[] = [
      { kind: 'rectangle', box },
      stroke(false, [
        { x: 0.4, y: 0.4 },
        { x: 0.6, y: 0.2 },
      ]),
      {
        kind: 'polygon',
        corners: [
          { x: 0.4, y: 0.4 },
          { x: 0.6, y: 0.4 },
          { x: 0.5, y: 0.9 },
        ],
      },
    ];
    expect(shapes.map((shape) => movedShape(shape, { x: 5, y: -5 }))).toEqual([
      { kind: 'rectangle', box: { x: 0.6, y: 0, width: 0.4, height: 0.5 } },
      stroke(false, [
        { x: 0.8, y: 0.2 },
        { x: 1, y: 0 },
      ]),
      {
        kind: 'polygon',
        corners: [
          { x: 0.8, y: 0 },
          { x: 1, y: 0 },
          { x: 0.9, y: 0.5 },
        ],
      },
    ]);
  });

  test('takes numbers and corners by hand as far as they fit', () => {
    expect(withNumber(box, 'x', 0.9).x).toBeCloseTo(0.6);
    expect(withNumber(box, 'width', 3).width).toBeCloseTo(0.8);
    expect(withNumber(box, 'height', 0).height).toBe(leastSide);
    expect(withNumber(box, 'y', NaN)).toEqual(box);
    expect(
      withCorner(
        [
          { x: 0, y: 0 },
          { x: 0.5, y: 0.5 },
        ],
        1,
        { x: 2, y: -1 },
      )[1],
    ).toEqual({ x: 1, y: 0 });
  });
});

describe('the way of a brush', () => {
  test('leaves out places that lie within an eighth of it', () => {
    expect(withPlace([stroke()], { x: 0.51, y: 0.5 }, 1)).toEqual([stroke()]);
    expect(withPlace([stroke()], { x: 0.52, y: 0.5 }, 1)[0]?.points).toHaveLength(2);
    // Along the shorter side, the same share is half the distance.
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
