import { expect, test } from 'vitest';
import { markLabels } from '../../../../../../src/renderer/engineer/evaluation/charts/mark-labels.ts';

test('names of marks lie below the curve and inside the plot; marks that lie together share one', () => {
  const labels = (...marks: readonly (readonly [x: number, y: number])[]) =>
    markLabels(marks.map(([x, y], place) => ({ name: `T${place + 1}`, x, y })));
  expect(labels([0.02, 1], [0, 1])).toEqual([{ text: 'T1, T2', position: 'right', below: 14 }, null]);
  expect(labels([0.2, 1], [0, 0.6])).toMatchObject([{ text: 'T1' }, { text: 'T2', position: 'right' }]);
  expect(labels([1, 1], [0, 0])).toMatchObject([{ position: 'left' }, { position: 'right', below: -14 }]);
});
