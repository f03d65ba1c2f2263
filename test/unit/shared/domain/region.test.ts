import { expect, test } from 'vitest';
import { inspectedAreaSchema } from '../../../../src/shared/contract/products.ts';
import type { MaskShape } from '../../../../src/shared/domain/mask.ts';
import {
  areaMask,
  areaOfShapes,
  exclusionShapes,
  regionShapes,
} from '../../../../src/shared/domain/region.ts';

const rows = (mask: Uint8Array, width: number): string[] =>
  Array.from({ length: mask.length / width }, (_, row) =>
    mask.subarray(row * width, (row + 1) * width).join(''),
  );

test('the whole picture counts without region and exclusions', () => {
  expect(areaMask({ region: null, exclusions: [] }, 3, 4)).toEqual(new Uint8Array(12).fill(1));
});

test('an exclusion takes the cells whose centres it holds out of the region', () => {
  const region = { x: 0, y: 0, width: 1, height: 0.75 };
  const triangle = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0, y: 1 },
  ];
  expect(rows(areaMask({ region, exclusions: [triangle] }, 4, 4), 4)).toEqual([
    '0001',
    '0011',
    '0111',
    '0000',
  ]);
});

test('what lies between the wings of an outline that crosses itself still counts', () => {
  const bow = [
    { x: 0, y: 0 },
    { x: 1, y: 0.9 },
    { x: 1, y: 0 },
    { x: 0, y: 0.9 },
  ];
  const found = rows(areaMask({ region: null, exclusions: [bow] }, 4, 4), 4);
  expect(found).toEqual(['0110', '0000', '0110', '1111']);
});

test('exclusions may leave nothing', () => {
  const all = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ];
  expect(areaMask({ region: null, exclusions: [all] }, 4, 4)).not.toContain(1);
});

const left: MaskShape = { kind: 'rectangle', box: { x: 0, y: 0, width: 0.25, height: 1 } };
const right: MaskShape = { kind: 'rectangle', box: { x: 0.75, y: 0, width: 0.25, height: 1 } };
const brush: MaskShape = { kind: 'stroke', erases: false, size: 0.25, points: [{ x: 0.125, y: 0.125 }] };

test('several regions count together, and exclusions of any shape are left out of them', () => {
  const area = areaOfShapes([left, right], [brush]);
  expect(inspectedAreaSchema.parse(area)).toEqual(area);
  expect(rows(areaMask(area, 4, 4), 4)).toEqual(['0001', '1001', '1001', '1001']);
  expect([regionShapes(area), exclusionShapes(area)]).toEqual([[left, right], [brush]]);
});

test('what an older program knows is written as it writes it', () => {
  const corners = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0, y: 1 },
  ];
  const area = areaOfShapes([left], [{ kind: 'polygon', corners }]);
  expect(area).toEqual({ region: { x: 0, y: 0, width: 0.25, height: 1 }, exclusions: [corners] });
  expect(exclusionShapes(area)).toEqual([{ kind: 'polygon', corners }]);
});
