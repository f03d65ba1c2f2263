import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGroupParts } from '../../../../src/main/inspection/group-parts.ts';
import type { GroupedPart } from '../../../../src/main/log/grouped-part.ts';
import { laneSchema } from '../../../../src/shared/domain/lanes.ts';
import { partResult } from '../../../support/part-result.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** Opens a group of two lanes that look at the same part, and keeps the parts that it puts together. */
function openGroup(viewsWithinMs: number | null) {
  const lanes = [1, 2].map((number) =>
    laneSchema.parse({ number, name: `Lane ${number}`, group: 'Lid', viewsWithinMs }),
  );
  const parts: GroupedPart[] = [];
  let numbers = 0;
  const groups = createGroupParts({
    lanesOf: () => lanes,
    runs: () => true,
    nextNumber: () => (numbers += 1),
    onPart: (part) => parts.push(part),
  });
  const see = (lane: number, verdict: 'good' | 'defect' = 'good'): void => {
    const partNumber = groups.numberFor('Lid', lane);
    const part = partResult({ lane, laneName: `Lane ${lane}`, groupName: 'Lid', partNumber, verdict });
    groups.add({ part, entryId: null, count: () => undefined });
  };
  const outcomes = (): [number, string][] =>
    parts.map(({ part }): [number, string] => [part.partNumber, part.verdict]).sort(([a], [b]) => a - b);
  return { see, outcomes };
}

test('a view that a lane missed is not taken from the next part', () => {
  const { see, outcomes } = openGroup(150);
  see(1);
  // Lane 2 misses the first part. A part follows every half second.
  for (const verdict of ['good', 'defect', 'good'] as const) {
    vi.advanceTimersByTime(500);
    see(2, verdict);
    see(1);
  }
  vi.advanceTimersByTime(5000);
  expect(outcomes()).toEqual([
    [1, 'not-inspected'],
    [2, 'good'],
    [3, 'defect'],
    [4, 'good'],
  ]);
});

test('views within two seconds are one part where nothing else is set', () => {
  const { see, outcomes } = openGroup(null);
  see(1);
  vi.advanceTimersByTime(1900);
  see(2, 'defect');
  see(1);
  vi.advanceTimersByTime(2100);
  see(2);
  vi.advanceTimersByTime(5000);
  expect(outcomes()).toEqual([
    [1, 'defect'],
    [2, 'not-inspected'],
    [3, 'not-inspected'],
  ]);
});
