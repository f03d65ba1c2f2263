import { expect, test } from 'vitest';
import { shallowRef } from 'vue';
import {
  holds,
  rangePosition,
  thresholdRange,
} from '../../../../../src/renderer/components/threshold/threshold-range.ts';
import { useThresholdDrag } from '../../../../../src/renderer/components/threshold/use-threshold-drag.ts';

test.each([
  { review: 0.8, defect: 1.3 },
  { review: 8.2, defect: 9.27 },
  { review: 0, defect: 0 },
  { review: -3, defect: -1 },
  { review: 1e-5, defect: 2e-5 },
  { review: 4_000, defect: 4_000 },
])('the range of $review and $defect holds both with room, in 100 to 600 steps', (limits) => {
  const range = thresholdRange(limits);
  expect(holds(range, limits)).toBe(true);
  const steps = (range.maximum - range.minimum) / range.step;
  expect(steps).toBeGreaterThan(100);
  expect(steps).toBeLessThan(600);
  if (limits.review > 0) expect(range.minimum).toBe(0);
});

test('a score beyond the range, or none at all, stands at its end', () => {
  const range = thresholdRange({ review: 1, defect: 2 });
  expect(rangePosition(range, 1e6)).toBe(1);
  expect(rangePosition(range, Number.NaN)).toBe(1);
  expect(rangePosition(range, -5)).toBe(0);
});

function grip(limit: 'review' | 'defect', at: number) {
  const local = shallowRef({ review: 1, defect: 2 });
  const drag = useThresholdDrag(local, shallowRef({ minimum: 0, maximum: 4, step: 0.01 }));
  const track = {
    left: 100,
    width: 400,
    x: 100,
    y: 0,
    top: 0,
    right: 500,
    bottom: 0,
    height: 0,
    toJSON: () => '',
  };
  drag.take(limit, { clientX: at }, track);
  return drag;
}

test('a limit keeps its distance to the pointer that took its thumb', () => {
  // T1 is at 200 px; the pointer grabs its thumb 20 px to the left.
  const drag = grip('review', 180);
  expect(drag.pull({ clientX: 180 })).toEqual({ review: 1, defect: 2 });
  expect(drag.pull({ clientX: 190 })).toEqual({ review: 1.1, defect: 2 });
});

test('a limit reaches both ends of the axis', () => {
  expect(grip('review', 180).pull({ clientX: 80 })).toEqual({ review: 0, defect: 2 });
  expect(grip('defect', 320).pull({ clientX: 520 })).toEqual({ review: 1, defect: 4 });
});

test('a limit stops at the other one instead of pushing it or changing places', () => {
  expect(grip('review', 200).pull({ clientX: 450 })).toEqual({ review: 2, defect: 2 });
  expect(grip('defect', 300).pull({ clientX: 125 })).toEqual({ review: 1, defect: 1 });
});

test('letting go counts once, and nothing is pulled after it', () => {
  const drag = grip('review', 200);
  expect([drag.release(), drag.release()]).toEqual([true, false]);
  expect(drag.pull({ clientX: 300 })).toBeNull();
});
