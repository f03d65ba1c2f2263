import { expect, test } from 'vitest';
import { goodScores } from '../../../../../src/renderer/engineer/training/good-scores.ts';

const card = {
  validationImages: [{ name: 'a.png' }, { name: 'b.png' }, { name: 'c.png' }],
  thresholds: { review: 0.4, defect: 0.5, validationScores: [0.2, 0.45, 0.25] },
};

test('a training says its limits, the scores of good parts, and which good part is the worst', () => {
  expect(goodScores(card)).toEqual({
    review: 0.4,
    defect: 0.5,
    parts: 3,
    median: 0.25,
    worst: { name: 'b.png', score: 0.45 },
    expected: null,
  });
});

test('and which shares of good parts its limits aim at, where the card says so', () => {
  const rate = { aim: 0.05, low: 0.02, high: 0.11 };
  const expected = { review: rate, defect: { ...rate, aim: 0.01 } };
  expect(goodScores({ ...card, thresholds: { ...card.thresholds, expected } })?.expected).toEqual(expected);
});

test('a card that names no images beside its scores says nothing rather than a wrong name', () => {
  expect(goodScores(null)).toBeNull();
  expect(goodScores({ ...card, validationImages: card.validationImages.slice(0, 1) })).toBeNull();
  expect(goodScores({ ...card, thresholds: { ...card.thresholds, validationScores: [] } })).toBeNull();
});
