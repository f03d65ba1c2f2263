import { expect, it } from 'vitest';
import { turnFrame } from '../../../../src/main/images/turn-frame.ts';
import type { Frame } from '../../../../src/shared/domain/frame.ts';

/** Two rows of three pixels; each pixel has its number in all channels. */
const frame: Frame = {
  width: 3,
  height: 2,
  data: Uint8Array.from([1, 2, 3, 4, 5, 6].flatMap((value) => [value, value, value])),
};
const pixels = ({ data }: Frame): number[] => [...data].filter((_, index) => index % 3 === 0);

it('a frame is turned clockwise by quarters; four of them are none', () => {
  const once = turnFrame(frame, 1);
  expect([once.width, once.height, ...pixels(once)]).toEqual([2, 3, 4, 1, 5, 2, 6, 3]);
  expect(pixels(turnFrame(frame, 2))).toEqual([6, 5, 4, 3, 2, 1]);
  expect(turnFrame(once, 3)).toEqual(frame);
  expect(turnFrame(once, 2)).toEqual(turnFrame(frame, 3));
});
