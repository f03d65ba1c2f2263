import { expect, test } from 'vitest';
import { diskCondition } from '../../../../src/main/station/disk-watch.ts';

const marks = { amberBytes: 5e9, amberShare: 0.05, redBytes: 2e8 };

test.each([
  [6e9, 100e9, 'ok'],
  [4.9e9, 100e9, 'attention'],
  [20e9, 1000e9, 'attention'],
  [1.9e8, 100e9, 'failed'],
] as const)('%d bytes free of %d are %s', (freeBytes, totalBytes, condition) => {
  expect(diskCondition({ freeBytes, totalBytes }, marks)).toBe(condition);
});
