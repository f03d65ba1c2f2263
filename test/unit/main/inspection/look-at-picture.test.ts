import { expect, test } from 'vitest';
import { pixelsOf } from '../../../../src/main/inference/pixels.ts';
import {
  createPictureWatch,
  type PictureWatch,
  type TrainedPictures,
} from '../../../../src/main/inspection/picture-watch.ts';
import { pictureLooker } from '../../../../src/main/inspection/look-at-picture.ts';
import type { ThresholdsRecord } from '../../../../src/shared/contract/products.ts';
import { generatePart } from '../../../../src/main/sample/generate-part.ts';
import { testFrame } from '../../../support/pictures.ts';
import { sampleParts, usualOf } from '../../../support/usual-parts.ts';

const map = { map: new Float32Array(16), width: 4, height: 4 };
const sloping = { map: Float32Array.from({ length: 16 }, (_, at) => at), width: 4, height: 4 };
/** Card of a model trained on pictures of 128 × 96. */
const card: TrainedPictures = {
  graph: { file: 'model.onnx', sha256: '0'.repeat(64), bytes: 1, inputSize: [96, 128] },
};
const upright = pixelsOf(testFrame(64, 48));
const turned = pixelsOf(testFrame(48, 64));
const inForce: ThresholdsRecord = {
  id: 1,
  modelId: 'model',
  review: 1,
  defect: 2,
  pixelThreshold: 0.5,
  smallestArea: 0,
  pixelFollows: false,
  origin: 'person',
  setBy: 'test',
  setAt: 0,
};

const partAt = (capturedAt: number) => ({ capturedAt, verdict: 'defect' }) as const;

function looker(leaves: boolean, pictures: PictureWatch = createPictureWatch(card, () => undefined)) {
  const problems: unknown[] = [];
  const look = pictureLooker({
    source: { kind: 'watched-folder', folder: '/parts' },
    showsParts: true,
    pictures,
    limits: {
      look: () => {
        throw new Error('no database');
      },
    },
    inForce: () => inForce,
    leavesUnlike: () => leaves,
    onProblem: (error) => problems.push(error),
  });
  return { look, problems };
}

test('a part unlike the training images stays without a verdict although what is beside it fails', () => {
  const { look, problems } = looker(true);
  expect(look(upright, map, partAt(0))).toBe(false);
  expect(look(turned, map, partAt(1))).toBe(true);
  expect(problems).toEqual([new Error('no database'), new Error('no database')]);
});

test('where unlike pictures are judged, a part has its verdict', () => {
  expect(looker(false).look(turned, map, partAt(0))).toBe(false);
});

test('parts that are rejected at the same places are told of, and keep their verdict', () => {
  const pictures = createPictureWatch({ ...card, pictures: usualOf(sampleParts(100, 12)) }, () => undefined);
  const { look } = looker(true, pictures);
  const picture = pixelsOf(generatePart(900).frame);
  for (let part = 0; part < 5; part++) expect(look(picture, sloping, partAt(part))).toBe(false);
  expect(pictures.unlike?.differences).toEqual([{ trait: 'repetition', measured: 1, usual: 0 }]);
});

test('a comparison that fails is no verdict where unlike pictures have none, and a problem elsewhere', () => {
  const failing: PictureWatch = {
    look: () => {
      throw new Error('no comparison');
    },
    unlike: null,
  };
  expect(() => looker(true, failing).look(turned, map, partAt(0))).toThrow('no comparison');
  const { look, problems } = looker(false, failing);
  expect(look(turned, map, partAt(0))).toBe(false);
  expect(problems).toEqual([new Error('no comparison'), new Error('no database')]);
});
