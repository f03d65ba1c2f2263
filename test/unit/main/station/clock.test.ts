import { expect, test } from 'vitest';
import { createClock } from '../../../../src/main/station/clock.ts';

/** Makes a machine whose clock tests set; its steady clock advances by the same time. */
function machine(start: number) {
  let wall = start;
  let steady = 0;
  return {
    clock: createClock(
      () => wall,
      () => steady,
    ),
    pass(milliseconds: number) {
      wall += milliseconds;
      steady += milliseconds;
    },
    set(to: number) {
      wall = to;
    },
  };
}

test('tells the time of the machine, also when that is set forward', () => {
  const { clock, pass, set } = machine(1_000_000);
  expect(clock()).toBe(1_000_000);
  pass(40);
  expect(clock()).toBe(1_000_040);
  set(9_000_000);
  expect(clock()).toBe(9_000_000);
});

test('never goes back when the machine’s clock is set back, and has its time again after twice the jump', () => {
  const { clock, pass, set } = machine(1_000_000);
  const before = clock();
  set(940_000);
  const told = [before];
  for (let second = 0; second < 120; second++) {
    pass(1_000);
    told.push(clock());
  }
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(new Set(told).size).toBe(told.length);
  expect(told.at(-1)).toBe(1_060_000);
  pass(1_000);
  expect(clock()).toBe(1_061_000);
});
