import sharp from 'sharp';
import { expect, test } from 'vitest';
import { smallGrey } from '../../../../src/main/images/small-grey.ts';
import { alikeImages } from '../../../../src/main/learning/alike-images.ts';
import type { Frame } from '../../../../src/shared/domain/frame.ts';
import { dimmed, markedParts, partFrame } from '../../../support/training/parts.ts';

function small({ width, height, data }: Frame): Promise<Uint8Array> {
  return smallGrey(sharp(data, { raw: { width, height, channels: 3 } }));
}

/** The frame with its content moved by a pixel each way. */
function moved(frame: Frame): Frame {
  const data = frame.data.slice();
  data.copyWithin(3 * (frame.width + 1), 0);
  return { ...frame, data };
}

test('copies are found in other light and moved by a pixel, other parts are not', async () => {
  const parts = markedParts(10);
  const copies = [...parts.slice(0, 1).map(dimmed), ...parts.slice(1, 2).map(moved)];
  const alike = alikeImages(await Promise.all([...parts, ...copies].map(small)));
  expect([...parts, ...copies].map((_, index) => alike(index))).toEqual([
    [10],
    [11],
    ...Array.from({ length: 8 }, () => []),
    [0],
    [1],
  ]);
});

test('parts that differ by their grain alone are all different', async () => {
  const parts = Array.from({ length: 10 }, (_, seed) => partFrame(seed + 1));
  const alike = alikeImages(await Promise.all(parts.map(small)));
  expect(parts.flatMap((_, index) => alike(index))).toEqual([]);
});

test('of few images only copies are alike, not parts of another kind', async () => {
  const disc = partFrame(1);
  const upsideDown = {
    ...disc,
    data: disc.data.map((value, at) => (at < disc.data.length / 2 ? 20 : value)),
  };
  const alike = alikeImages(await Promise.all([disc, disc, upsideDown].map(small)));
  expect([alike(0), alike(1), alike(2), alike(3)]).toEqual([[1], [0], [], []]);
});
