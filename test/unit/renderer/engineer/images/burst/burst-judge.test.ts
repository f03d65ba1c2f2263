import { expect, test } from 'vitest';
import { createBurstJudge } from '../../../../../../src/renderer/engineer/images/burst/burst-judge.ts';
import type { BurstFrame } from '../../../../../../src/renderer/engineer/images/burst/burst-judge.ts';
import { likenessSide } from '../../../../../../src/shared/domain/picture-likeness.ts';
import { seededRandom } from '../../../../../../src/main/networks/random.ts';

/** Draws a bright disc on a grey ground, with a camera's noise. */
function frame(x: number, seed: number, sharpness = 1): BurstFrame {
  const random = seededRandom(seed);
  const small = Uint8Array.from({ length: likenessSide ** 2 }, (_, place) => {
    const [row, column] = [Math.floor(place / likenessSide), place % likenessSide];
    const value = Math.hypot(row - 32, column - x) < 12 ? 190 : 90;
    return value + random.normal() * 0.5;
  });
  return { small, sharpness };
}

test('a part that lies still is taken once, and again where it has moved', () => {
  const judge = createBurstJudge();
  expect([frame(20, 1), frame(20, 2), frame(20, 3)].map(judge)).toEqual(['kept', 'same', 'same']);
  expect([frame(40, 4), frame(40, 5)].map(judge)).toEqual(['kept', 'same']);
  // The part is back at a place that was already taken.
  expect(judge(frame(20, 6))).toBe('same');
});

test('a frame with far less detail than the others is left out, however it differs', () => {
  const judge = createBurstJudge();
  const frames = [frame(12, 1), frame(22, 2, 0.9), frame(32, 3, 1.1), frame(42, 4, 0.3), frame(50, 5, 0.8)];
  expect(frames.map(judge)).toEqual(['kept', 'kept', 'kept', 'blurred', 'kept']);
});

test('the first frames have nothing to be measured by', () => {
  const judge = createBurstJudge();
  expect([frame(20, 1, 0.1), frame(40, 2, 1)].map(judge)).toEqual(['kept', 'kept']);
});
