import { expect, test } from 'vitest';
import { createRisingTime } from '../../../../src/main/host/rising-time.ts';

/** Plays half an hour on a machine whose clock is set, or that sleeps, halfway. @returns the rise of time, minutes */
function halfAnHour(inTheMiddle: { readonly set?: number; readonly sleep?: number }): number {
  let [wall, steady] = [Date.UTC(2026, 0, 1), 5000];
  const minute = 60_000;
  const time = createRisingTime(
    () => wall,
    () => steady,
  );
  const begun = time();
  for (let passed = 0; passed < 30; passed++) {
    wall += minute;
    steady += minute;
    if (passed === 15) wall += ((inTheMiddle.set ?? 0) + (inTheMiddle.sleep ?? 0)) * minute;
    time();
  }
  return Math.round((time() - begun) / minute);
}

test('what lasts half an hour lasts as long when the clock is set back a day', () => {
  expect(halfAnHour({})).toBe(30);
  expect(halfAnHour({ set: -24 * 60 })).toBe(30);
});

test('it is over at once when the clock is set forward, and the sleep of the machine counts', () => {
  expect(halfAnHour({ set: 24 * 60 })).toBe(30 + 24 * 60);
  expect(halfAnHour({ sleep: 480 })).toBe(510);
});
