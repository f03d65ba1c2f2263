import { expect, test } from 'vitest';
import { noOutcomes } from '../../../../src/shared/domain/outcome.ts';
import {
  packLive,
  toStationSchema,
  toWindowSchema,
  unpackLive,
} from '../../../../src/shared/contract/live.ts';
import { liveResult } from '../../../support/part-result.ts';
import { readMap, readPictureBytes } from '../../../../src/renderer/transport/live-channel.ts';

const map = Float32Array.from({ length: 6 }, (_, index) => index / 4);
const picture = Uint8Array.of(0xff, 0xd8, 1, 2, 3);
const result = liveResult({
  frameNumber: 3,
  name: 'teil-ü.png',
  score: 1.25,
  verdict: 'defect',
  thresholds: { id: 1, review: 0.5, defect: 1, pixelThreshold: 0.5, smallestArea: 0.001 },
  regions: { count: 1, largest: 0.25 },
  entryId: 4,
  timings: { capture: 1, queue: 2, run: 3, post: 4 },
  counts: { ...noOutcomes, defect: 1, dropped: 0 },
  map: { width: 3, height: 2 },
  picture: { width: 10, height: 10, bytes: picture.length },
});

test.each([0, 1, 2, 3])('map and picture come out as they went in, wherever the block lies (%i)', (shift) => {
  const block = packLive(result, new Uint8Array(map.buffer), picture);
  const moved = new Uint8Array(block.length + shift);
  moved.set(block, shift);
  const { header, body } = unpackLive(moved.subarray(shift));
  expect(toWindowSchema.parse(header)).toEqual(result);
  expect(readMap(result, body)).toEqual({ width: 3, height: 2, data: map });
  expect(readPictureBytes(result, body)).toEqual(picture);
});

test('a result whose bytes are cut short is refused', () => {
  const { body } = unpackLive(packLive(result, new Uint8Array(map.buffer)));
  expect(readMap(result, body).data).toEqual(map);
  expect(() => readPictureBytes(result, body)).toThrow(RangeError);
  expect(() => readMap(result, body.subarray(0, 4))).toThrow(RangeError);
});

test('what a window says of a frame stays within what a machine can have done', () => {
  const frame = {
    kind: 'frame',
    sessionId: '11111111-1111-4111-8111-111111111111',
    number: 0,
    captureMs: 12.5,
    droppedBefore: 3,
    width: 4,
    height: 3,
    channels: 3,
  };
  expect(toStationSchema.safeParse(frame).success).toBe(true);
  const beyond = [{ captureMs: 1e9 }, { captureMs: -1 }, { droppedBefore: 1e10 }, { number: 2 ** 60 }];
  for (const change of beyond) {
    expect(toStationSchema.safeParse({ ...frame, ...change }).success, JSON.stringify(change)).toBe(false);
  }
});
