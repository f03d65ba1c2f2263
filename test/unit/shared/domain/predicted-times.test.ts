import { expect, test } from 'vitest';
import { predictFrameMs, predictTrainingSeconds } from '../../../../src/shared/domain/predicted-times.ts';

const speed = { readMs: 22, showMs: 8 };
const small = { width: 256, height: 256 };
const lens = { width: 2048, height: 1713 };

test('a frame takes what its networks take, and each million pixels beyond theirs the time to read, resize and show them', () => {
  expect(predictFrameMs(26, speed, null)).toBe(26);
  expect(predictFrameMs(26, speed, small)).toBe(26);
  expect(predictFrameMs(26, speed, { width: 32, height: 32 })).toBe(26);
  expect(predictFrameMs(26, speed, lens)).toBeCloseTo(26 + 30 * (2.048 * 1.713 - 0.065536), 6);
});

test('a training of large pictures takes longer by each time that it reads each of them', () => {
  const duration = { seconds: 10, secondsPerImage: 0.1, readsPerImage: 5 };
  expect(predictTrainingSeconds(duration, speed, { images: 48, picture: null })).toBeCloseTo(14.8, 6);
  expect(predictTrainingSeconds(duration, speed, { images: 48, picture: small })).toBeCloseTo(14.8, 6);
  const reading = 48 * 5 * 0.022 * (2.048 * 1.713 - 0.26);
  expect(predictTrainingSeconds(duration, speed, { images: 48, picture: lens })).toBeCloseTo(
    14.8 + reading,
    6,
  );
});
