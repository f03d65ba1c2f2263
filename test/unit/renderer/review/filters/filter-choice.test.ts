import { describe, expect, it } from 'vitest';
import {
  filtersAnything,
  noFilter,
  problemOf,
  toFilter,
} from '../../../../../src/renderer/review/filters/filter-choice.ts';
import { logFilterSchema } from '../../../../../src/shared/contract/log.ts';

const now = Date.parse('2026-11-23T12:00:00Z');

describe('filters of the log', () => {
  it('leave nothing out at first', () => {
    expect(toFilter(noFilter, now)).toEqual({});
    expect(filtersAnything(noFilter)).toBe(false);
  });

  it('make a filter that the station understands', () => {
    const filter = toFilter(
      {
        ...noFilter,
        productId: 'c1f1f4a0-7b86-4d5e-9a29-0f6f6a0a2b11',
        time: 'day',
        verdict: 'review',
        decision: 'undecided',
        lane: '2',
        minimumScore: 0,
        maximumScore: 9.5,
      },
      now,
    );
    expect(filter).toEqual({
      productId: 'c1f1f4a0-7b86-4d5e-9a29-0f6f6a0a2b11',
      from: now - 86_400_000,
      verdict: 'review',
      decision: 'undecided',
      lane: 2,
      minimumScore: 0,
      maximumScore: 9.5,
    });
    expect(toFilter({ ...noFilter, lane: '99' }, now)).toEqual({});
    expect(logFilterSchema.safeParse(filter).success).toBe(true);
  });

  it('take the last minute of a span in', () => {
    const choice = { ...noFilter, time: 'custom', from: '2026-11-23T10:00', to: '2026-11-23T10:00' } as const;
    const { from = 0, to = 0 } = toFilter(choice, now);
    expect(to - from).toBe(60_000);
  });

  it('name what contradicts itself', () => {
    expect(problemOf({ ...noFilter, minimumScore: 5, maximumScore: 4 })).toBe('score');
    expect(problemOf({ ...noFilter, time: 'custom', from: '2026-11-24T10:00', to: '2026-11-23T10:00' })).toBe(
      'time',
    );
    expect(problemOf({ ...noFilter, time: 'custom', from: '', to: '2026-11-23T10:00' })).toBeNull();
  });
});
