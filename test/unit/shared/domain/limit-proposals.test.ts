import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { bestF1, confusionAt, f1Of } from '../../../../src/shared/domain/f1.ts';
import { proposeLimits, type LimitsAim } from '../../../../src/shared/domain/limit-proposals.ts';
import { labelled } from '../../../support/labelled.ts';

const parts = labelled([0.1, 0.2, 0.3, 0.4, 0.6, 0.8], [false, false, true, false, true, true]);
const own = { review: 0.45, defect: 0.5 };
const leastCost = { kind: 'cost', escapeCost: 10 } as const;
const aims: readonly LimitsAim[] = [
  leastCost,
  { kind: 'escape-rate', rate: 0 },
  { kind: 'escape-rate', rate: 0.2 },
  { kind: 'f1' },
];

/** Returns the proposed limits for an aim. @throws Error if there are none */
function proposed(some: Parameters<typeof proposeLimits>[0], aim: LimitsAim, from = own) {
  const limits = proposeLimits(some, aim, from);
  if (limits === null) throw new Error('There are defective parts, so there are limits');
  return limits;
}

/** Makes good parts below and defective parts above a gap, like the scores of cookies. */
function apart(good: number, defective: number) {
  const spread = (count: number, from: number, to: number): number[] =>
    Array.from({ length: count }, (_, index) => from + ((to - from) * index) / Math.max(count - 1, 1));
  return labelled(
    [...spread(good, 0.18, 0.288), ...spread(defective, 0.303, 0.9)],
    Array.from({ length: good + defective }, (_, index) => index >= good),
  );
}

describe('limits from labelled parts', () => {
  it('by the highest F1: T2 where F1 is highest', () => {
    const { review, defect } = proposed(parts, { kind: 'f1' });
    expect(f1Of(confusionAt(parts, defect))).toBe(bestF1(parts)?.f1);
    expect(review).toBeLessThanOrEqual(defect);
  });

  it('by an escape rate: no more escapes, and no lower limit than that takes', () => {
    for (const [rate, from, to] of [
      [0, 0.2, 0.3],
      [0.34, 0.4, 0.6],
    ] as const) {
      const { review } = proposed(parts, { kind: 'escape-rate', rate });
      expect(review).toBeGreaterThan(from);
      expect(review).toBeLessThanOrEqual(to);
    }
  });

  it('send nobody to review who can be told apart: T2 comes along with “no escape”', () => {
    const cookies = apart(14, 32);
    for (const aim of aims.slice(0, 2)) {
      // The model's own limits let 19 of 32 pass and call none a defect.
      const { review, defect } = proposed(cookies, aim, { review: 0.369, defect: 0.5 });
      expect(confusionAt(cookies, review).escapes).toBe(0);
      expect(confusionAt(cookies, defect)).toMatchObject({ falseRejects: 0 });
      expect(confusionAt(cookies, defect).escapes).toBeLessThanOrEqual(1);
    }
  });

  it('lie lower, the more an escape costs', () => {
    const random = seededRandom(8);
    const overlapping = labelled(
      Array.from({ length: 80 }, (_, index) => Math.exp(0.4 * random.normal() + (index < 40 ? 0 : 1))),
      Array.from({ length: 80 }, (_, index) => index >= 40),
    );
    const reviews = [1, 10, 100, 1000].map(
      (escapeCost) => proposed(overlapping, { kind: 'cost', escapeCost }).review,
    );
    expect(reviews).toEqual(reviews.toSorted((a, b) => b - a));
    expect(new Set(reviews).size).toBeGreaterThan(2);
  });

  it('are not set by one odd part: a good one far above moves T2 little, one far below T1 little', () => {
    const plain = proposed(apart(40, 40), leastCost);
    const withHigh = proposed([...apart(40, 40), { score: 0.5, defective: false }], leastCost);
    expect(Math.abs(withHigh.defect - plain.defect)).toBeLessThan(0.05);
    const withLow = proposed([...apart(40, 40), { score: 0.02, defective: false }], leastCost);
    expect(Math.abs(withLow.review - plain.review)).toBeLessThan(0.02);
  });

  it('stay near the model’s own where few defects are known: how far below these others lie, nobody knows', () => {
    const good = [0.24, 0.25, 0.26, 0.27];
    for (const defective of [[1.45], [1.45, 1.46], [1.45, 1.46, 1.48, 1.5]]) {
      const truths = [...good, ...defective].map((score) => score > 1);
      const few = labelled([...good, ...defective], truths);
      for (const aim of aims) {
        const { review, defect } = proposed(few, aim, { review: 0.41, defect: 0.5 });
        expect(review).toBeGreaterThan(0.3);
        expect(review).toBeLessThan(0.6);
        expect(defect).toBeLessThan(0.9);
      }
    }
  });

  it('let few new defects pass where two are known', () => {
    const random = seededRandom(11);
    const scores = (count: number, level: number, spread: number): number[] =>
      Array.from({ length: count }, () => Math.exp(level + spread * random.normal()));
    let escapes = 0;
    for (let trial = 0; trial < 60; trial++) {
      const known = [...scores(10, -1.2, 0.15), ...scores(2, 0.2, 0.3)];
      const some = labelled(
        known,
        known.map((_, index) => index >= 10),
      );
      const { review } = proposed(some, leastCost, { review: 0.4, defect: 0.47 });
      escapes += scores(100, 0.2, 0.3).filter((score) => score < review).length;
    }
    expect(escapes / 6000).toBeLessThan(0.02);
  });

  it('lean on the model’s own limits where nothing else is known', () => {
    const few = labelled([0.1, 2], [false, true]);
    const low = proposed(few, leastCost, { review: 0.2, defect: 0.25 });
    const high = proposed(few, leastCost, { review: 1, defect: 1.2 });
    expect(low.defect).toBeLessThan(high.defect);
    for (const { review, defect } of [low, high]) {
      expect(review).toBeGreaterThan(0.1);
      expect(defect).toBeLessThanOrEqual(2);
    }
  });

  it('keep the order of the limits and the rate, whatever the parts: ties, one defect, only defects, zeros', () => {
    const random = seededRandom(4);
    for (let trial = 0; trial < 60; trial++) {
      const count = 1 + random.integer(30);
      const truths = Array.from({ length: count }, () => random.next() < 0.5);
      const some = labelled(
        truths.map((defective) => Math.round(10 * (random.next() + (defective ? 0.4 : 0))) / 10),
        truths,
      );
      const defective = truths.filter(Boolean).length;
      const rate = random.next() * 0.9;
      for (const aim of [...aims, { kind: 'escape-rate', rate } as const]) {
        const limits = proposeLimits(some, aim, own);
        if (defective === 0) {
          expect(limits).toBeNull();
          continue;
        }
        expect(Number.isFinite(limits?.review)).toBe(true);
        expect(limits?.review).toBeLessThanOrEqual(limits?.defect ?? Number.NaN);
        if (aim.kind !== 'escape-rate') continue;
        const { escapes } = confusionAt(some, limits?.review ?? Number.NaN);
        expect(escapes).toBeLessThanOrEqual(aim.rate * defective + 1e-9);
      }
    }
  });

  it('hold where all scores are equal, and where some lie below zero', () => {
    for (const some of [
      labelled([1, 1, 1, 1], [true, false, true, false]),
      labelled([-0.4, -0.1, 0.2, 0.7], [false, false, true, true]),
      labelled([0.5], [true]),
    ]) {
      for (const aim of aims) {
        const { review, defect } = proposed(some, aim);
        expect(review).toBeLessThanOrEqual(defect);
        expect(Number.isFinite(review) && Number.isFinite(defect)).toBe(true);
      }
    }
  });

  it('are the same from the same parts in another order', () => {
    for (const aim of aims) expect(proposed(parts.toReversed(), aim)).toEqual(proposed(parts, aim));
  });

  it('are none without defective parts; what cannot be aimed at is refused', () => {
    for (const aim of aims) expect(proposeLimits(labelled([1, 2], [false, false]), aim, own)).toBeNull();
    expect(() => proposeLimits(parts, { kind: 'escape-rate', rate: 1 }, own)).toThrow(RangeError);
    expect(() => proposeLimits(parts, { kind: 'cost', escapeCost: 0.5 }, own)).toThrow(RangeError);
    expect(() => proposeLimits(labelled([Number.NaN], [true]), leastCost, own)).toThrow(RangeError);
  });
});
