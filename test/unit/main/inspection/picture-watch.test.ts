import { expect, test } from 'vitest';
import { createPictureWatch, type TrainedPictures } from '../../../../src/main/inspection/picture-watch.ts';
import { differenceText } from '../../../../src/shared/domain/difference-words.ts';
import type { Unlike } from '../../../../src/shared/domain/picture-traits.ts';
import { englishDifferences } from '../../../../src/main/report/difference-text.ts';
import { pixelsOf } from '../../../../src/main/inference/pixels.ts';
import { testFrame } from '../../../support/pictures.ts';

const map = { map: new Float32Array(16), width: 4, height: 4 };

/** Makes a card of an older station, which says nothing of the training images but the input's size. */
function olderCard(height: number, width: number): TrainedPictures {
  return { graph: { file: 'model.onnx', sha256: '0'.repeat(64), bytes: 1, inputSize: [height, width] } };
}

/** Shows pictures of these sizes to the watch of that card. @returns what it tells of each */
function toldOf(card: TrainedPictures, ...sizes: readonly (readonly [number, number])[]): (Unlike | null)[] {
  const told: (Unlike | null)[] = [];
  const watch = createPictureWatch(card, (unlike) => told.push(unlike));
  for (const [width, height] of sizes) {
    watch.look(pixelsOf(testFrame(width, height)), map, { capturedAt: 0, isRejectedPart: false });
  }
  return told;
}

test('of an older model a turned picture is told at once, and nothing else', () => {
  expect(toldOf(olderCard(96, 128), [64, 48], [640, 480], [64, 64])).toEqual([]);
  const [turned] = toldOf(olderCard(96, 128), [48, 64]);
  expect(turned?.differences.map((one) => differenceText(one, turned, englishDifferences))).toEqual([
    'Turned by 90°: 48 × 64, training images have the shape 128 × 96',
  ]);
});

test('the notice goes after five pictures that are upright', () => {
  const upright = [64, 48] as const;
  const four = [upright, upright, upright, upright];
  expect(toldOf(olderCard(96, 128), [48, 64], ...four)).toHaveLength(1);
  expect(toldOf(olderCard(96, 128), [48, 64], ...four, upright).at(-1)).toBeNull();
});
