import { expect, it } from 'vitest';
import { coveredIn, sectionThatShows, seenFrom } from '../../../../src/shared/domain/seen-defects.ts';

it('a preset sees defects down to the last size of which it finds nearly as many as the best one, and half of all', () => {
  const sizes = (...found: readonly number[]) =>
    found.map((count, index) => ({ from: 0.01 * 2 ** index, defects: 20, found: count }));
  const coarse = sizes(2, 8, 12, 19);
  const fine = sizes(9, 11, 18, 20);
  const all = [coarse, fine];
  expect(seenFrom(coarse, all)).toBe(0.08);
  // Of the smallest defects, `fine` finds more than `coarse`, but less than half.
  expect(seenFrom(fine, all)).toBe(0.02);
  expect(seenFrom(sizes(20, 20, 20, 8), all)).toBeNull();
  expect(seenFrom([], all)).toBeNull();
});

it('a defect covers pixels and places of each view', () => {
  const [near, fine] = coveredIn(
    [
      { side: 256, cell: 8 },
      { side: 768, cell: 8 },
    ],
    1 / 32,
  );
  expect(near).toMatchObject({ pixels: 8, cells: 1 });
  expect(fine).toMatchObject({ pixels: 24, cells: 9 });
  expect(sectionThatShows(0.02, 0.005)).toBeCloseTo(0.25);
});
