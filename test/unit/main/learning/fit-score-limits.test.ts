import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../../../src/main/networks/random.ts';
import { fitScoreLimits } from '../../../../src/main/learning/fit-score-limits.ts';

const falseRejectRates = { review: 0.05, defect: 0.01 };

/** Draws scores of parts around a level. @param spread as a share of the level */
const scoresAround = (random: Random, count: number, level: number, spread = 0.25): number[] =>
  Array.from({ length: count }, () => level * (1 + spread * random.normal()));

describe('limits of the image score', () => {
  it.each([
    [5, 25],
    [2, 3],
    [40, 100],
    [5, 0],
    [10, 0],
    [30, 0],
    [100, 0],
  ])('hold their false-reject rates with %i validation and %i training images', (validation, training) => {
    const random = seededRandom(validation);
    let [reviewed, rejected] = [0, 0];
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      // The training images score lower; only their spread may count.
      const limits = fitScoreLimits(
        scoresAround(random, training, 2),
        scoresAround(random, validation, 3),
        falseRejectRates,
      );
      const [score = 0] = scoresAround(random, 1, 3);
      if (score >= limits.review) reviewed++;
      if (score >= limits.defect) rejected++;
    }
    expect(reviewed / trials).toBeGreaterThan(0.025);
    expect(reviewed / trials).toBeLessThan(0.065);
    expect(rejected / trials).toBeGreaterThan(0.002);
    expect(rejected / trials).toBeLessThan(0.016);
  });

  it.each([0.12, 0.25, 0.4])('hold them roughly for 30 images whose spread is %d', (spread) => {
    const random = seededRandom(7);
    let [reviewed, rejected] = [0, 0];
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      const limits = fitScoreLimits([], scoresAround(random, 30, 3, spread), falseRejectRates);
      const [score = 0] = scoresAround(random, 1, 3, spread);
      if (score >= limits.review) reviewed++;
      if (score >= limits.defect) rejected++;
    }
    expect(reviewed / trials).toBeGreaterThan(0.02);
    expect(reviewed / trials).toBeLessThan(0.08);
    expect(rejected / trials).toBeLessThan(0.025);
  });

  it.each([
    ['low, as twins are', 0.05],
    ['high, as an overlooked defect is', 20],
  ])('are moved by two of 31 images that score %s no more than by ordinary ones', (_, far) => {
    const random = seededRandom(5);
    const ordinary = scoresAround(random, 29, 3);
    const clean = fitScoreLimits([], ordinary, falseRejectRates);
    const dirty = fitScoreLimits([], [...ordinary, far, far], falseRejectRates);
    // The clean images' spread is 0.75, so the limits move by about half of it.
    expect(Math.abs(dirty.review - clean.review)).toBeLessThan(0.4);
    expect(Math.abs(dirty.defect - clean.defect)).toBeLessThan(0.5);
  });

  it.each([
    [5, 20],
    [5, 5.4, 20],
    [5, 5.4, 4.6, 20],
  ])('are not set by one odd image of so few: %d, %d …', (...scores) => {
    const learnt = [3, 3.3, 2.7, 3.1, 2.9, 3.2, 2.8, 3];
    const clean = fitScoreLimits(learnt, scores.slice(0, -1), falseRejectRates);
    const dirty = fitScoreLimits(learnt, scores, falseRejectRates);
    expect(dirty.review / clean.review).toBeLessThan(1.5);
    expect(dirty.defect / clean.defect).toBeLessThan(1.6);
    // A duplicate of a training image does not pull the limits below the other scores.
    expect(fitScoreLimits(learnt, [0.5, 5], falseRejectRates).review).toBeGreaterThan(5);
  });

  it.each([10, 30, 100])('hold them with %i images whose scores have a heavy tail, and say so', (count) => {
    const random = seededRandom(count);
    const tail = 7;
    /** Draws from Student's distribution: a normal value over the root of a mean of `tail` squares. */
    const heavy = (): number => {
      const squares = Array.from({ length: tail }, () => random.normal() ** 2);
      return random.normal() / Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / tail);
    };
    const score = (): number => 3 * (1 + 0.2 * heavy());
    let [reviewed, rejected] = [0, 0];
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      const scores = Array.from({ length: count }, score);
      const limits = fitScoreLimits([], scores, falseRejectRates, tail);
      const normal = fitScoreLimits([], scores, falseRejectRates);
      expect(limits.defect).toBeGreaterThan(normal.defect);
      const next = score();
      if (next >= limits.review) reviewed++;
      if (next >= limits.defect) rejected++;
    }
    expect(reviewed / trials).toBeGreaterThan(0.025);
    expect(reviewed / trials).toBeLessThan(0.065);
    expect(rejected / trials).toBeGreaterThan(0.003);
    expect(rejected / trials).toBeLessThan(0.016);
  });

  it('leave room above scores that are all the same', () => {
    const { review, defect } = fitScoreLimits([2, 2, 2], [2, 2], falseRejectRates);
    expect(review).toBeGreaterThan(2.05);
    expect(defect).toBeGreaterThan(review);
  });

  it('say what rates to expect: around the aim, and the closer the more images there are', () => {
    const random = seededRandom(6);
    const expected = (count: number) =>
      fitScoreLimits([], scoresAround(random, count, 3), falseRejectRates).expected;
    for (const count of [5, 30, 300]) {
      for (const { aim, low, high } of Object.values(expected(count))) {
        expect(low).toBeLessThan(aim);
        expect(high).toBeGreaterThan(aim);
      }
    }
    expect(expected(5).review.high).toBeGreaterThan(expected(30).review.high);
    expect(expected(30).review.high).toBeGreaterThan(expected(300).review.high);
    expect(expected(300).review.high).toBeLessThan(0.08);
  });

  it('expect rates that hold for nine of ten sets of images', () => {
    const random = seededRandom(8);
    const trials = 600;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const { review, expected } = fitScoreLimits([], scoresAround(random, 30, 3), falseRejectRates);
      const exceeded = scoresAround(random, 1000, 3).filter((score) => score >= review).length / 1000;
      if (exceeded >= expected.review.low && exceeded <= expected.review.high) held++;
    }
    expect(held / trials).toBeGreaterThan(0.84);
    expect(held / trials).toBeLessThan(0.98);
  });
});
