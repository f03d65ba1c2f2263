import { expect, test } from 'vitest';
import { goodParts } from '../../../../src/main/models/good-parts.ts';

const hash = (letter: string): string => letter.repeat(64);
const card = (validationScores: number[]) => ({
  validationImages: ['a', 'b', 'c'].map((name) => ({ name: `${name}.png`, sha256: hash(name) })),
  thresholds: {
    review: 0.4,
    defect: 0.5,
    falseRejectRates: { review: 0.05, defect: 0.01 },
    method: 'test',
    validationScores,
  },
});

test('the worst good image comes first, and one that was left out since has no id', () => {
  const training = [
    { id: 7, sha256: hash('a') },
    { id: 9, sha256: hash('c') },
  ];
  expect(goodParts(card([0.1, 0.45, 0.2]), training)).toEqual([
    { name: 'b.png', score: 0.45, imageId: null },
    { name: 'c.png', score: 0.2, imageId: 9 },
    { name: 'a.png', score: 0.1, imageId: 7 },
  ]);
  // A card whose scores have no images says nothing.
  expect(goodParts(card([0.1]), training)).toEqual([]);
});
