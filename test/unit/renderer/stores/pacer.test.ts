import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacer } from '../../../../src/renderer/stores/pacer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a pacer', () => {
  it('runs at once after a quiet time, then once for all that is asked for until the time has passed', () => {
    const run = vi.fn();
    const pacer = createPacer(run, 250);
    pacer.ask();
    expect(run).toHaveBeenCalledTimes(1);
    for (let ask = 0; ask < 8; ask++) {
      vi.advanceTimersByTime(30);
      pacer.ask();
    }
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
    pacer.ask();
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('runs at once when told to, which counts as the next time; what is cancelled never runs', () => {
    const run = vi.fn();
    const pacer = createPacer(run, 250);
    pacer.ask();
    pacer.ask();
    pacer.now();
    expect(run).toHaveBeenCalledTimes(2);
    pacer.ask();
    vi.advanceTimersByTime(249);
    expect(run).toHaveBeenCalledTimes(2);
    pacer.cancel();
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
  });
});
