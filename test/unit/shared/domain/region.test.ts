import { expect, test } from 'vitest';
import { areaMask } from '../../../../src/shared/domain/region.ts';

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
