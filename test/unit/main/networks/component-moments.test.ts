import { describe, expect, it } from 'vitest';
import { RunningMoments } from '../../../../src/main/networks/component-moments.ts';

describe('streamed moments', () => {
  it('give mean and population deviation of each component, however the values are split into blocks', () => {
    const whole = new RunningMoments(2);
    whole.add(Float32Array.of(1, 2, 3, 4, 10, 10, 20, 20));
    const parts = new RunningMoments(2);
    parts.add(Float32Array.of(1, 10));
    parts.add(Float32Array.of(2, 3, 4, 10, 20, 20));
    for (const { mean, deviation } of [whole.result(), parts.result()]) {
      expect([...mean]).toEqual([2.5, 15]);
      expect(deviation[0]).toBeCloseTo(Math.sqrt(1.25), 12);
      expect(deviation[1]).toBeCloseTo(5, 12);
    }
  });

  it('are the same for vectors that lie one after the other', () => {
    const planes = new RunningMoments(2);
    planes.add(Float32Array.of(1, 2, 3, 4, 10, 10, 20, 20));
    const rows = new RunningMoments(2);
    rows.addRows(Float32Array.of(1, 10, 2, 10));
    rows.addRows(Float32Array.of(3, 20, 4, 20));
    expect(rows.count).toBe(4);
    expect(rows.result()).toEqual(planes.result());
  });

  it('stay exact far from zero, where a sum of squares would lose everything', () => {
    const moments = new RunningMoments(1);
    for (let block = 0; block < 100; block++) moments.add(Float32Array.of(1e6 - 1, 1e6 + 1));
    expect(moments.result().mean[0]).toBe(1e6);
    expect(moments.result().deviation[0]).toBeCloseTo(1, 9);
  });

  it('leave out positions outside the region', () => {
    const moments = new RunningMoments(1);
    moments.add(Float32Array.of(1, 1000, 3), Uint8Array.of(1, 0, 1));
    expect(moments.count).toBe(2);
    expect(moments.result().mean[0]).toBe(2);
  });

  it('never give a component that does not vary a deviation that would make it explode', () => {
    const moments = new RunningMoments(2);
    moments.add(Float32Array.of(5, 5, 0, 8));
    expect(moments.result().deviation[0]).toBeCloseTo(2e-3, 12);
    const flat = new RunningMoments(1);
    flat.add(Float32Array.of(7, 7));
    expect(flat.result().deviation[0]).toBe(1e-6);
  });
});
