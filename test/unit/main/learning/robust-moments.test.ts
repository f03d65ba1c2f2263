import { describe, expect, it } from 'vitest';
import { robustCentre, robustSpread } from '../../../../src/main/learning/robust-moments.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';

const random = seededRandom(3);
const ordinary = Array.from({ length: 4000 }, () => 2 + 0.5 * random.normal());

describe('robust centre and spread', () => {
  it('are mean and standard deviation of normal values', () => {
    expect(robustCentre(ordinary)).toBeCloseTo(2, 1);
    expect(robustSpread(ordinary)).toBeCloseTo(0.5, 1);
  });

  it.each([1e6, -1e6])('hardly move for a few values at %d', (far) => {
    const few = ordinary.slice(0, 30);
    const dirty = [...few, far, far];
    expect(Math.abs(robustCentre(dirty) - robustCentre(few))).toBeLessThan(0.1);
    expect(robustSpread(dirty)).toBeLessThan(1.4 * robustSpread(few));
  });

  it('tell values that are mostly the same from values that all are', () => {
    expect(robustSpread([1, 1, 1, 1, 1, 1.2, 0.8])).toBeGreaterThan(0);
    expect(robustSpread([3, 3, 3])).toBe(0);
    expect(robustCentre([3])).toBe(3);
    expect(robustSpread([3])).toBe(0);
  });
});
