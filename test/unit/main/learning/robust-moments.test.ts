import { describe, expect, it } from 'vitest';
import { robustMoments } from '../../../../src/main/learning/robust-moments.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';

const random = seededRandom(3);
const ordinary = Array.from({ length: 4000 }, () => 2 + 0.5 * random.normal());

describe('robust centre and spread', () => {
  it('are mean and standard deviation of normal values', () => {
    expect(robustMoments(ordinary).centre).toBeCloseTo(2, 1);
    expect(robustMoments(ordinary).spread).toBeCloseTo(0.5, 1);
  });

  it.each([1e6, -1e6])('hardly move for a few values at %d', (far) => {
    const few = ordinary.slice(0, 30);
    const dirty = [...few, far, far];
    expect(Math.abs(robustMoments(dirty).centre - robustMoments(few).centre)).toBeLessThan(0.1);
    expect(robustMoments(dirty).spread).toBeLessThan(1.4 * robustMoments(few).spread);
  });

  it('tell values that are mostly the same from values that all are', () => {
    expect(robustMoments([1, 1, 1, 1, 1, 1.2, 0.8]).spread).toBeGreaterThan(0);
    expect(robustMoments([3, 3, 3]).spread).toBe(0);
    expect(robustMoments([3]).centre).toBe(3);
    expect(robustMoments([3]).spread).toBe(0);
  });
});
