import { describe, expect, it } from 'vitest';
import { createCoreset } from '../../../../../src/main/networks/remembering/coreset.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';

const size = 40;
const count = 300;

function randomPoints(seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count * size }, () => random.normal());
}

function squaredDistance(points: Float32Array, a: number, b: number): number {
  let sum = 0;
  for (let component = 0; component < size; component++) {
    sum += ((points[a * size + component] ?? NaN) - (points[b * size + component] ?? NaN)) ** 2;
  }
  return sum;
}

/** Chooses points by the definition: next comes the point farthest from all chosen ones. */
function plainChoice(points: Float32Array, first: number, wanted: number): number[] {
  const chosen = [first];
  while (chosen.length < wanted) {
    const covered = Array.from({ length: count }, (_, point) =>
      Math.min(...chosen.map((other) => squaredDistance(points, point, other))),
    );
    chosen.push(covered.indexOf(Math.max(...covered)));
  }
  return chosen;
}

describe('a coreset', () => {
  it('takes the farthest point each time, however many at once', () => {
    const points = randomPoints(1);
    const coreset = createCoreset(points, size, 7);
    for (const more of [1, 10, 28]) coreset.grow(more);
    expect(coreset.chosen).toEqual(plainChoice(points, 7, 40));
  });

  it('knows for every point the nearest chosen one and how far it is', () => {
    const points = randomPoints(2);
    const coreset = createCoreset(points, size, 0);
    coreset.grow(25);
    const distances = Array.from({ length: count }, (_, point) =>
      coreset.chosen.map((other) => squaredDistance(points, point, other)),
    );
    for (const [point, all] of distances.entries()) {
      expect(all[coreset.nearest[point] ?? NaN]).toBe(Math.min(...all));
      expect(coreset.squaredDistances[point]).toBeCloseTo(Math.min(...all), 3);
    }
    expect(coreset.radius).toBeCloseTo(Math.sqrt(Math.max(...coreset.squaredDistances)), 5);
  });

  it('stops where every point is covered exactly', () => {
    const points = randomPoints(3);
    for (let point = 5; point < count; point++) {
      points.copyWithin(point * size, (point % 5) * size, ((point % 5) + 1) * size);
    }
    const coreset = createCoreset(points, size, 0);
    coreset.grow(100);
    expect(coreset.chosen.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    expect(coreset.radius).toBe(0);
  });
});
