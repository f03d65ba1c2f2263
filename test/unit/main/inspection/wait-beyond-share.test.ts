import { expect, test } from 'vitest';
import { waitBeyondShare } from '../../../../src/main/inspection/wait-beyond-share.ts';

test('a wait is told where it is more than the share of the lane, and long', () => {
  expect(waitBeyondShare(null)).toBeNull();
  expect(waitBeyondShare({ waitMs: 90, shareMs: 0 })).toBeNull();
  expect(waitBeyondShare({ waitMs: 300, shareMs: 240 })).toBeNull();
  expect(waitBeyondShare({ waitMs: 480.4, shareMs: 240 })).toEqual({ milliseconds: 480, share: 240 });
});
