import { expect, test } from 'vitest';
import { beginsDay, dayWords } from '../../../../src/renderer/review/day-heading.ts';

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
const named = { today: 'Today', yesterday: 'Yesterday' };

test('a day has its name; today and yesterday are called so, whatever the hour', () => {
  const now = at(24, 1);
  expect(dayWords(at(24, 0), now, 'en', named)).toBe('Today');
  expect(dayWords(at(23, 23), now, 'en', named)).toBe('Yesterday');
  expect(dayWords(at(22, 23), now, 'en', named)).toBe('Sun, Nov 22, 2026');
});

test('the first entry of a day begins it; one whose neighbour is not known yet does not', () => {
  const ids = [5, 4, 3, 2, 1];
  const times = [
    [5, at(24, 9)],
    [4, at(24, 0)],
    [3, at(23, 23)],
    [1, at(22, 9)],
  ] as const;
  const entries = new Map(times.map(([id, capturedAt]) => [id, { capturedAt }]));
  const begun = ids.map((_, place) => beginsDay(ids, entries, place));
  expect(begun).toEqual([true, false, true, false, false]);
});
