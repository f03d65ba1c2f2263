import { expect, test } from 'vitest';
import { watchPictures } from '../../../../../src/main/cameras/gstreamer/picture-faults.ts';
import type { Frame } from '../../../../../src/shared/domain/frame.ts';
import sharp from 'sharp';
import { testFrame } from '../../../../support/test-frame.ts';

const second = 1_000;

/** Shows the watch one picture a second. @returns what it told of each, in order */
function told(pictures: readonly Frame[], canBeStuck = true): (string | null)[] {
  const look = watchPictures({ canBeStuck });
  return pictures.map((picture, index) => look(picture, index * second));
}

const moving = (count: number): Frame[] =>
  Array.from({ length: count }, (_, index) => testFrame(index + 1, 96, 80));
const black: Frame = { width: 96, height: 80, data: new Uint8Array(96 * 80 * 3).fill(2) };

async function blurred({ width, height, data }: Frame): Promise<Frame> {
  const raw = { raw: { width, height, channels: 3 } } as const;
  return { width, height, data: await sharp(data, raw).blur(4).raw().toBuffer() };
}

test('pictures that differ are no fault', () => {
  expect(told(moving(30)).every((fault) => fault === null)).toBe(true);
});

test('the same picture for ten seconds is told once, and again only after another one', () => {
  const one = testFrame(1, 96, 80);
  const same = Array.from({ length: 20 }, () => one);
  const faults = told([...same, testFrame(2, 96, 80), ...same]);
  expect(faults.filter((fault) => fault === 'stuck')).toHaveLength(2);
  expect(faults.slice(0, 10).every((fault) => fault === null)).toBe(true);
  expect(told(same, false).every((fault) => fault === null)).toBe(true);
});

test('a picture without light is told, whatever lay before it', () => {
  expect(told([...moving(5), black, black, black, ...moving(2), black])).toEqual([
    ...[null, null, null, null, null, null, null, 'dark', null, null, null],
  ]);
});

test('pictures that lose their sharpness are told', async () => {
  const sharpOnes = moving(10);
  const softOnes = await Promise.all(moving(10).map(blurred));
  const faults = told([...sharpOnes, ...moving(60), ...softOnes]);
  expect(faults.filter((fault) => fault !== null)).toEqual(['blurred']);
});
