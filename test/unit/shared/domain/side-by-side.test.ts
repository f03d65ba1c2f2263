import { expect, test } from 'vitest';
import { disagree, sideBySide } from '../../../../src/shared/domain/side-by-side.ts';

const limits = { review: 0.4, defect: 0.5, pixelThreshold: 0.5, smallestArea: 0.1 };
const part = (file: string, defective: boolean, score: number, region = 0) => ({
  file,
  defective,
  score,
  kind: defective ? 'crack' : 'good',
  largestRegions: [region],
});
const side = (...scores: ReturnType<typeof part>[]) => ({
  scores,
  regionProfile: { cells: 100, pixelThresholds: [0.5] },
  thresholds: limits,
});

test('what two models disagree on comes first, opposite verdicts before doubts, then the farthest scores', () => {
  const images = sideBySide(
    side(
      part('same', false, 0.1),
      part('opposite', true, 0.1),
      part('doubt', false, 0.45),
      part('alike, far', true, 0.9),
      part('only one has it', true, 0.9),
    ),
    side(
      part('alike, far', true, 0.6),
      part('doubt', false, 0.3),
      part('opposite', true, 0.2, 20),
      part('same', false, 0.1),
    ),
  );
  expect(images.map(({ file }) => file)).toEqual(['opposite', 'doubt', 'alike, far', 'same']);
  expect(images.map(disagree)).toEqual([true, true, false, false]);
  // A region as large as the smallest area is a defect, whatever the score.
  expect(images[0]).toMatchObject({
    one: { number: 1, verdict: 'good', right: false, error: 2 },
    other: { number: 2, verdict: 'defect', right: true, error: 0 },
  });
  expect(images[1]).toMatchObject({
    one: { verdict: 'review', right: false, error: 1 },
    other: { verdict: 'good', right: true, error: 0 },
  });
});
