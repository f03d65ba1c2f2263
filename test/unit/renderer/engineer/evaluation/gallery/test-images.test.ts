import { expect, test } from 'vitest';
import {
  allImages,
  filtered,
  firstFilter,
  judgedImages,
  quickFilters,
} from '../../../../../../src/renderer/engineer/evaluation/gallery/test-images.ts';

const limits = { review: 0.3, defect: 0.5, pixelThreshold: 0.5, smallestArea: 0 };
const part = (number: number, score: number, kind: string | null) => ({
  number,
  score,
  file: `${number}.png`,
  kind: kind ?? 'good',
  defective: kind !== null,
  largestRegions: [],
  largestRegion: 0,
});
const images = judgedImages(
  [part(0, 0.1, null), part(1, 0.6, null), part(2, 0.2, 'crack'), part(3, 0.1, 'dent'), part(4, 0.9, 'dent')],
  limits,
);
const numbers = (filter: Parameters<typeof filtered>[1]): number[] =>
  filtered(images, filter).map(({ number }) => number);

test('the gallery begins with escapes and lists the worst first, by truth, verdict, kind and score', () => {
  expect(firstFilter(images)).toBe(quickFilters.escapes);
  expect(numbers(quickFilters.escapes)).toEqual([3, 2]);
  expect(numbers(quickFilters.falseRejects)).toEqual([1]);
  expect(numbers(allImages)).toEqual([3, 2, 4, 1, 0]);
  expect(numbers({ ...allImages, kind: 'dent' })).toEqual([3, 4]);
  // The bar from 0.1 up to, but not including, 0.2.
  expect(numbers({ ...allImages, scores: { from: 0.1, to: 0.2 } })).toEqual([3, 0]);
  expect(firstFilter(images.filter(({ number }) => number === 4))).toBe(allImages);
});
