import { expect, test } from 'vitest';
import { traceContour } from '../../../../../src/renderer/components/picture/contour.ts';
import { withoutSpecks } from '../../../../../src/shared/domain/defect-regions.ts';

type Point = readonly [number, number];

function trace(map: Float32Array, width: number, height: number, level: number): (readonly [Point, Point])[] {
  const lines: (readonly [Point, Point])[] = [];
  let from: Point = [0, 0];
  traceContour(map, width, height, level, {
    moveTo: (x, y) => (from = [x, y]),
    lineTo: (x, y) => lines.push([from, [x, y]]),
  });
  return lines;
}

function disc(size: number, radius: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, index) => {
    const x = (index % size) + 0.5 - size / 2;
    const y = Math.floor(index / size) + 0.5 - size / 2;
    return radius - Math.hypot(x, y);
  });
}

test('the line around a disc lies on the circle', () => {
  const lines = trace(disc(64, 20), 64, 64, 0);
  expect(lines.length).toBeGreaterThan(100);
  for (const [x, y] of lines.flat()) expect(Math.hypot(x - 32, y - 32)).toBeCloseTo(20, 1);
});

test('the line around a disc is closed: every end is the start of another piece', () => {
  const ends = new Map<string, number>();
  for (const point of trace(disc(32, 9.3), 32, 32, 0).flat()) {
    const key = point.map((value) => value.toFixed(5)).join();
    ends.set(key, (ends.get(key) ?? 0) + 1);
  }
  expect([...ends.values()].every((count) => count === 2)).toBe(true);
});

test('two corners that touch diagonally stay apart', () => {
  expect(trace(Float32Array.of(1, 0, 0, 1), 2, 2, 0.5)).toHaveLength(2);
  expect(trace(Float32Array.of(0, 1, 1, 0), 2, 2, 0.5)).toHaveLength(2);
});

test('the outlines of regions that count are the same without the specks between them', () => {
  const map = disc(32, 9.3);
  const speck = [3 * 32 + 3, 28 * 32 + 29];
  const withSpecks = map.map((score, cell) => (speck.includes(cell) ? 1 : score));
  const limits = { pixelThreshold: 1e-6, smallestArea: 2 / map.length };
  const outlined = withoutSpecks(withSpecks, 32, 32, limits);
  expect(trace(withSpecks, 32, 32, 1e-6).length).toBeGreaterThan(trace(map, 32, 32, 1e-6).length);
  expect(trace(outlined, 32, 32, 1e-6)).toEqual(trace(map, 32, 32, 1e-6));
});

test('a map wholly below or wholly at the level has no line', () => {
  expect(trace(new Float32Array(64), 8, 8, 0.5)).toEqual([]);
  expect(trace(new Float32Array(64).fill(0.5), 8, 8, 0.5)).toEqual([]);
});
