import { expect, test } from 'vitest';
import { createEarlyStop } from '../../../../../src/main/families/patch/early-stop.ts';

const weights = (mark: number) => () => [
  { kernel: Float32Array.of(mark), kernelShape: [1, 1, 1, 1] as const, bias: Float32Array.of(0) },
];

test('ends after the checks without an improvement, and keeps the best weights', () => {
  const stop = createEarlyStop(2, 0.01);
  const errors = [1, 0.5, 0.6, 0.499];
  expect(errors.map((error, index) => stop.check(error, weights(index)))).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(stop.best()?.[0]?.kernel[0]).toBe(3);
});

test('never ends without patience', () => {
  const stop = createEarlyStop(null, 0.01);
  expect(Array.from({ length: 50 }, () => stop.check(1, weights(0)))).not.toContain(true);
});
