import { describe, expect, it } from 'vitest';
import { confusionAt } from '../../../../src/shared/domain/f1.ts';
import { proposeLimits } from '../../../../src/shared/domain/limit-proposals.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { labelled } from '../../../support/labelled.ts';

const parts = labelled([0.1, 0.2, 0.3, 0.4, 0.6, 0.8], [false, false, true, false, true, true]);
const current = { review: 0.45, defect: 0.5 };

describe('limits from labelled parts', () => {
  it('by the highest F1, with room to both sides', () => {
    const limits = proposeLimits(parts, { kind: 'f1' }, current);
    expect(limits?.defect).toBeCloseTo(0.25, 9);
    expect(limits?.review).toBeCloseTo(0.25, 9);
  });

  it('by an escape rate: no more escapes, and no lower limit than that takes', () => {
    expect(proposeLimits(parts, { kind: 'escape-rate', rate: 0 }, current)?.review).toBeCloseTo(0.25, 9);
    expect(proposeLimits(parts, { kind: 'escape-rate', rate: 0.34 }, current)?.review).toBeCloseTo(0.5, 9);
  });

  it('keeps the rate and the order of the limits, whatever the parts', () => {
    const random = seededRandom(4);
    for (let trial = 0; trial < 200; trial++) {
      const count = 1 + random.integer(30);
      const truths = Array.from({ length: count }, () => random.next() < 0.5);
      const some = labelled(
        truths.map((defective) => Math.round(10 * (random.next() + (defective ? 0.4 : 0))) / 10),
        truths,
      );
      const rate = random.next() * 0.9;
      const limits = proposeLimits(some, { kind: 'escape-rate', rate }, current);
      const defective = truths.filter(Boolean).length;
      if (defective === 0) expect(limits).toBeNull();
      else {
        expect(confusionAt(some, limits?.review ?? Number.NaN).escapes).toBeLessThanOrEqual(
          rate * defective + 1e-9,
        );
        expect(limits?.review).toBeLessThanOrEqual(limits?.defect ?? Number.NaN);
      }
    }
  });

  it('proposes nothing without defective parts', () => {
    expect(proposeLimits(labelled([1, 2], [false, false]), { kind: 'f1' }, current)).toBeNull();
  });
});
