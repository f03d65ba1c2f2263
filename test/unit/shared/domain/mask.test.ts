import { expect, test } from 'vitest';
import { drawMask } from '../../../../src/shared/domain/mask.ts';
import type { MaskShape } from '../../../../src/shared/domain/mask.ts';

const [height, width] = [20, 40];
const square: MaskShape = {
  kind: 'polygon',
  corners: [
    { x: 0.25, y: 0.25 },
    { x: 0.5, y: 0.25 },
    { x: 0.5, y: 0.75 },
    { x: 0.25, y: 0.75 },
  ],
};

function area(mask: Uint8Array): number {
  return mask.filter((value) => value === 255).length;
}

function stroke(erases: boolean, size: number, ...points: [number, number][]): MaskShape {
  return { kind: 'stroke', erases, size, points: points.map(([x, y]) => ({ x, y })) };
}

test('a polygon marks the pixels whose centres lie inside', () => {
  const mask = drawMask([square], null, height, width);
  expect(area(mask)).toBe(10 * 10);
  expect([mask[5 * width + 10], mask[14 * width + 19], mask[4 * width + 10], mask[5 * width + 20]]).toEqual([
    255, 255, 0, 0,
  ]);
});

test('a brush is round in pixels whatever the picture’s shape, and follows its way', () => {
  const dot = drawMask([stroke(false, 0.25, [0.5, 0.5])], null, height, width);
  expect(area(dot)).toBeGreaterThan(70);
  expect(area(dot)).toBeLessThan(88);
  const line = drawMask([stroke(false, 0.1, [0.1, 0.5], [0.9, 0.5])], null, height, width);
  for (let column = 4; column < 36; column++) expect(line[10 * width + column], String(column)).toBe(255);
  expect(area(line)).toBeLessThan(40 * 5);
});

test('the thinnest brush leaves no gaps', () => {
  const line = drawMask([stroke(false, 0.0001, [0.03, 0.9], [0.97, 0.1])], null, height, width);
  for (let column = 2; column < 38; column++) {
    const marked = Array.from({ length: height }, (_, row) => line[row * width + column]);
    expect(marked.includes(255), `column ${column}`).toBe(true);
  }
});

test('what comes later lies over what came before, and the ground stays as it was', () => {
  const ground = new Uint8Array(height * width);
  ground[0] = 1;
  const mask = drawMask(
    [square, stroke(true, 2, [0.5, 0.5]), stroke(false, 0.0001, [0.99, 0.99])],
    ground,
    height,
    width,
  );
  expect(mask[0]).toBe(0);
  expect(area(mask)).toBe(1);
  expect(ground[0]).toBe(1);
  expect(area(drawMask([], ground, height, width))).toBe(1);
});

test('rectangle and ellipse fill their box; a rectangle narrower than a pixel keeps the nearest', () => {
  const box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
  expect(area(drawMask([{ kind: 'rectangle', box }], null, height, width))).toBe(10 * 20);
  const round = drawMask([{ kind: 'ellipse', box }], null, height, width);
  expect(area(round) / (10 * 20)).toBeCloseTo(Math.PI / 4, 1);
  expect([round[10 * width + 20], round[5 * width + 10]]).toEqual([255, 0]);
  const thin = { x: 0.5, y: 0, width: 0.001, height: 1 };
  expect(area(drawMask([{ kind: 'rectangle', box: thin }], null, height, width))).toBe(height);
});
