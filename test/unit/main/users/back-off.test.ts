import { expect, test } from 'vitest';
import { createBackOff } from '../../../../src/main/users/back-off.ts';

const minute = 60_000;

function backOff() {
  const clock = { now: 0 };
  const { begin } = createBackOff(() => clock.now);
  const wrong = (key: string): number => begin([{ key, free: 3, shared: true }]).seconds;
  return { clock, begin, wrong };
}

test('what people mistype at one address all day long keeps nobody out', () => {
  const { clock, wrong } = backOff();
  for (let at = 0; at < 1000; at++, clock.now += minute) expect(wrong('address')).toBe(0);
});

test('of wrong attempts that are counted together one is forgotten each minute, whatever comes between', () => {
  const { clock, wrong } = backOff();
  for (let attempt = 0; attempt < 3; attempt++) wrong('address');
  clock.now += 1000;
  expect(wrong('address')).toBe(0);
  expect(wrong('address')).toBe(2);
  clock.now += 4 * minute;
  expect([wrong('address'), wrong('address'), wrong('address'), wrong('address')]).toEqual([0, 0, 0, 1]);
});

test('a right attempt takes itself back where others are counted with it, also among many at once', () => {
  const { begin, wrong } = backOff();
  const right = begin([{ key: 'address', free: 3, shared: true }]);
  expect([wrong('address'), wrong('address')]).toEqual([0, 0]);
  right.succeed();
  expect(right.seconds).toBe(0);
  expect(wrong('address')).toBe(1);
});

test('a right attempt for somebody alone forgets what was wrong before', () => {
  const { begin } = backOff();
  const own = [{ key: 'Ada', free: 2 }];
  begin(own);
  begin(own).succeed();
  expect([begin(own).seconds, begin(own).seconds, begin(own).seconds]).toEqual([0, 0, 1]);
});
